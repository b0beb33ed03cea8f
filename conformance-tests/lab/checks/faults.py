"""The fault proxy: each of its commands, against an echo server."""

import socket
import subprocess
import sys
import threading
import time

from .lab import HOME, equal, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def echo_server():
    server = socket.create_server(("127.0.0.1", 0))

    def echo(peer):
        try:
            while data := peer.recv(65536):
                peer.sendall(data)
        except OSError:
            pass  # the proxy's doing
        peer.close()

    def accept():
        while True:
            threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


class Proxy:
    def __init__(self):
        self.control, self.listen = free_port(), free_port()
        self.process = subprocess.Popen([sys.executable, str(HOME / "lib" / "faultproxy.py"), str(self.control),
                                         "echo=%d:%d" % (self.listen, echo_server())])
        until(self.reachable, what="the proxy's control port")

    def reachable(self):
        try:
            socket.create_connection(("127.0.0.1", self.control), 1).close()
            return True
        except OSError:
            return False

    def do(self, line):
        with socket.create_connection(("127.0.0.1", self.control), 5) as connection:
            connection.sendall(line.encode() + b"\n")
            answer = connection.makefile().readline().strip()
        assert answer.startswith("ok"), answer
        return answer

    def dial(self, timeout=0.5):
        connection = socket.create_connection(("127.0.0.1", self.listen), 2)
        connection.settimeout(timeout)
        return connection


def trip(connection, size=10):
    """Sends and reads back; gives the seconds, or the name of the way it failed, and the bytes that came."""
    start, got = time.monotonic(), 0
    try:
        connection.sendall(b"x" * size)
        while got < size:
            data = connection.recv(65536)
            if not data:
                return "end", got
            got += len(data)
    except OSError as error:
        return ("timeout" if isinstance(error, TimeoutError) or "timed out" in str(error) else "reset"), got
    return time.monotonic() - start, got


def checks(lab):
    proxy = Proxy()

    def fast(connection):
        seconds, _ = trip(connection)
        assert not isinstance(seconds, str) and seconds < 0.2, seconds

    def latency_and_rate():
        connection = proxy.dial(5)
        fast(connection)
        proxy.do("latency 100")
        assert 0.2 <= trip(connection)[0] < 0.5
        # pipelined: twenty small writes are on their way at once
        start = time.monotonic()
        for _ in range(20):
            connection.sendall(b"x")
            time.sleep(0.005)
        got = 0
        while got < 20:
            got += len(connection.recv(100))
        assert time.monotonic() - start < 0.6, "latency is no throughput limit"
        proxy.do("latency 0")
        proxy.do("echo rate 100000")
        assert 0.3 < trip(connection, 20000)[0] < 2
        proxy.do("rate 0")
        fast(connection)

    def hang_and_resume():
        connection = proxy.dial()
        fast(connection)
        proxy.do("hang")
        equal(trip(connection), ("timeout", 0))
        proxy.do("resume")
        equal(len(connection.recv(100)), 10)  # what waited
        fast(connection)

    def cut_inside():
        connection = proxy.dial()
        proxy.do("cut 5 down")
        equal(trip(connection), ("reset", 5))
        fast(proxy.dial())

    def reset_and_close():
        connection = proxy.dial()
        fast(connection)
        proxy.do("reset")
        equal(trip(connection)[0], "reset")
        connection = proxy.dial()
        fast(connection)
        proxy.do("close")
        equal(connection.recv(10), b"")

    def half_open():
        connection = proxy.dial()
        fast(connection)
        proxy.do("half")
        equal(trip(connection), ("timeout", 0))
        equal(trip(connection), ("timeout", 0))
        proxy.do("resume")
        equal(trip(connection)[0], "reset")

    def refuse_and_resume():
        connection = proxy.dial()
        fast(connection)
        proxy.do("refuse")
        fast(connection)
        try:
            proxy.dial()
        except ConnectionRefusedError:
            pass
        else:
            raise AssertionError("not refused")
        proxy.do("resume")
        fast(proxy.dial())

    def the_lab_has_one_per_peer():
        ports = [int(value) for key, value in lab.settings.items() if key.endswith("_PROXY_PORT") and key != "MATRIX_AS_PROXY_PORT"]
        for port in ports:
            with socket.create_connection(("127.0.0.1", port), 2) as connection:
                connection.settimeout(0.3)
                try:  # a server may greet first, or wait; it must not be gone
                    assert connection.recv(100), port
                except socket.timeout:
                    pass
        for peer in lab.peers():
            answer = lab.do("proxy", peer, "stats", lab.folder)
            assert "accepted 0" not in answer.split("appservice")[0], answer
        lab.do("proxy", lab.peers()[0], "nonsense", lab.folder, fails=True)

    def end():
        proxy.process.terminate()
        proxy.process.wait(5)

    return [latency_and_rate, hang_and_resume, cut_inside, reset_and_close, half_open, refuse_and_resume, the_lab_has_one_per_peer, end]
