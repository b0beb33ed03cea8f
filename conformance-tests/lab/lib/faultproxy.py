#!/usr/bin/env python3
"""A TCP proxy on loopback that misbehaves on command. Standard library only: test machines often have no netem.

faultproxy.py CONTROL_PORT NAME=LISTEN:TARGET...      all ports on 127.0.0.1

A command is a line to the control port, answered by one line `ok ...` or `error ...`. It may begin with the NAME of one
line (`imap hang`); without it, it goes for all lines. up = from client to server, down = the other way.
"""

COMMANDS = """
latency MS [JITTER_MS]   delay what passes, both ways, without limiting the throughput (0: off)
rate BYTES_PER_S         limit the throughput of each connection and way (0: off)
hang [up|down]           pass nothing on and keep every connection open; what is sent waits
half                     the server's side is reset, the client's stays open and silent: a half-open connection
reset                    RST to both sides of every connection
close                    an orderly end (FIN) to both sides of every connection
refuse                   stop listening: new connections are refused, present ones live on
cut N [up|down]          RST once N more bytes have passed that way (default up): ends inside a stanza, packet or letter
resume                   undo hang, half (its clients get the RST now), refuse and cut
stats                    connections open, connections accepted, bytes up, bytes down
help                     this list
"""

import asyncio
import random
import socket
import struct
import sys
import time

CHUNK = 65536
WAITING = 64  # chunks on their way per connection and direction; then the sender feels it


class Line:
    """One listening port in front of one server, with the faults that are switched on."""

    def __init__(self, name, listen, target):
        self.name, self.listen, self.target = name, listen, target
        self.latency = self.jitter = 0.0  # seconds
        self.rate = 0  # bytes per second, 0: no limit
        self.gates = {"up": asyncio.Event(), "down": asyncio.Event()}
        self.cuts = {}  # way: bytes that may still pass
        self.connections = set()
        self.accepted = 0
        self.bytes = {"up": 0, "down": 0}
        self.server = None
        self.open_gates()

    def open_gates(self):
        for gate in self.gates.values():
            gate.set()

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.listen, limit=CHUNK)

    async def serve(self, reader, writer):
        self.accepted += 1
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target, limit=CHUNK)
        except OSError:
            return abort(writer)  # nobody serves: the nearest thing to a refusal that is left now
        connection = Connection(self, (reader, writer), (far_reader, far_writer))
        self.connections.add(connection)
        try:
            await connection.run()
        finally:
            self.connections.discard(connection)


class Connection:
    """A client's and a server's socket, and the two pipes between them."""

    def __init__(self, line, client, server):
        self.line, self.client, self.server = line, client, server
        self.silent = False  # half-open: the server is gone and the client must not learn it
        self.ended = asyncio.Event()
        for _, writer in (client, server):
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    async def run(self):
        up = Pipe(self, "up", self.client[0], self.server[1])
        down = Pipe(self, "down", self.server[0], self.client[1])
        pipes = asyncio.gather(up.run(), down.run())
        ended = asyncio.ensure_future(self.ended.wait())
        await asyncio.wait({pipes, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in (pipes, ended):
            task.cancel()
        await asyncio.gather(pipes, ended, return_exceptions=True)
        for _, writer in (self.client, self.server):
            writer.close()

    def reset(self):
        abort(self.client[1])
        abort(self.server[1])
        self.ended.set()

    def close(self):
        self.ended.set()

    def half(self):
        self.silent = True
        abort(self.server[1])


class Pipe:
    """One way of a connection. Chunks wait with the time at which they are due, so latency costs no throughput."""

    def __init__(self, connection, way, reader, writer):
        self.connection, self.line, self.way = connection, connection.line, way
        self.reader, self.writer = reader, writer
        self.waiting = asyncio.Queue(WAITING)
        self.busy_until = 0.0

    async def run(self):
        try:
            await asyncio.gather(self.take(), self.pass_on())
        except OSError:
            if self.connection.silent:
                await self.connection.ended.wait()  # only `resume` tells the client
            self.connection.reset()

    async def take(self):
        data = b"."
        while data:
            data = await self.reader.read(CHUNK)
            if not self.connection.silent:
                await self.waiting.put((self.due(len(data)), data))
            elif self.way == "down":
                await self.connection.ended.wait()
        if self.connection.silent:
            self.connection.close()  # the client gave up by itself

    def due(self, length):
        line = self.line
        when = time.monotonic()
        if line.latency or line.jitter:
            when += max(0.0, line.latency + random.uniform(-line.jitter, line.jitter))
        when = max(when, self.busy_until)  # order is kept whatever the jitter
        if line.rate:
            when += length / line.rate
        self.busy_until = when
        return when

    async def pass_on(self):
        while True:
            due, data = await self.waiting.get()
            delay = due - time.monotonic()
            if delay > 0:
                await asyncio.sleep(delay)
            await self.line.gates[self.way].wait()
            if self.connection.silent:
                continue
            if not data:
                break
            if await self.cut(data):
                return
            self.writer.write(data)
            await self.writer.drain()
            self.line.bytes[self.way] += len(data)
        if self.writer.can_write_eof():
            self.writer.write_eof()

    async def cut(self, data):
        left = self.line.cuts.get(self.way)
        if left is None:
            return False
        if len(data) <= left:
            self.line.cuts[self.way] = left - len(data)
            return False
        del self.line.cuts[self.way]
        self.writer.write(data[:left])
        await self.writer.drain()
        await asyncio.sleep(0.05)  # let the bytes arrive: an RST discards what is still under way
        self.connection.reset()
        return True


def abort(writer):
    """Ends a connection by RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass  # closed already
    writer.transport.abort()


async def command(lines, words):
    """Carries out one command on some lines and gives the answer without its `ok`."""
    verb, *args = words
    ways = args[-1:] if args and args[-1] in ("up", "down") else []
    if verb == "help":
        return " ; ".join(" ".join(row.split()) for row in COMMANDS.strip().splitlines())
    if verb == "stats":
        return " ".join(
            "%s open %d accepted %d up %d down %d" % (x.name, len(x.connections), x.accepted, x.bytes["up"], x.bytes["down"])
            for x in lines)
    for line in lines:
        if verb == "latency":
            line.latency, line.jitter = float(args[0]) / 1000, float(args[1]) / 1000 if args[1:] else 0.0
        elif verb == "rate":
            line.rate = int(args[0])
        elif verb == "hang":
            for way in ways or ("up", "down"):
                line.gates[way].clear()
        elif verb == "cut":
            line.cuts[ways[0] if ways else "up"] = int(args[0])
        elif verb in ("reset", "close", "half"):
            for connection in list(line.connections):
                getattr(connection, verb)()
        elif verb == "refuse":
            line.server.close()
        elif verb == "resume":
            await resume(line)
        else:
            raise ValueError("unknown command %s" % verb)
    return ""


async def resume(line):
    line.cuts.clear()
    line.open_gates()
    for connection in [c for c in line.connections if c.silent]:
        connection.reset()
    if not line.server.is_serving():
        await line.start()


async def main():
    lines = []
    for spec in sys.argv[2:]:
        name, ports = spec.split("=")
        lines.append(Line(name, *map(int, ports.split(":"))))
        await lines[-1].start()

    async def control(reader, writer):
        while row := (await reader.readline()).decode().split():
            chosen = [x for x in lines if x.name == row[0]]
            try:
                answer = "ok " + await command(chosen or lines, row[1:] if chosen else row)
            except (ValueError, IndexError, OSError) as error:
                answer = "error %s (try: help)" % error
            writer.write(answer.strip().encode() + b"\n")
            await writer.drain()
        writer.close()

    # The control port opens last: who can reach it finds every line listening.
    await asyncio.start_server(control, "127.0.0.1", int(sys.argv[1]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__ + COMMANDS)
    asyncio.run(main())
