"""Starting, stopping, killing; a second lab beside the first; a lab whose test has died."""

import socket
import subprocess
import tempfile

from .lab import Lab, alive, equal, until

FRONT = {"xmpp": "XMPP_COMPONENT_PORT", "ejabberd": "EJABBERD_COMPONENT_PORT", "matrix": "MATRIX_PORT", "mqtt": "MQTT_PORT", "mail": "MAIL_IMAP_PORT"}


def serves(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def pids(lab):
    return [int(unit.split(":")[1]) for unit in lab["LAB_PIDS"].split()]


def checks(lab):
    def a_killed_peer_comes_back_on_its_port():
        for peer in lab.peers():
            port = lab.port(FRONT[peer])
            lab.do("kill", peer, lab.folder)
            assert not serves(port), peer
            assert peer not in lab.read().peers()
            lab.do("start", peer, lab.folder)
            assert serves(lab.read().port(FRONT[peer])), peer
            equal(lab.port(FRONT[peer]), port)
        assert "up already" in lab.do("start", lab.peers()[0], lab.folder)

    def one_daemon_of_a_peer_can_be_stopped():
        if "mail" not in lab.peers():
            return
        lab.do("stop", "exim", lab.folder)
        assert serves(lab.port("MAIL_IMAP_PORT")) and not serves(lab.port("MAIL_SMTP_PORT"))
        lab.do("start", "exim", lab.folder)
        assert serves(lab.read().port("MAIL_SMTP_PORT"))

    def down_is_complete_and_idempotent():
        before = pids(lab)
        lab.do("down", lab.folder)
        assert not [pid for pid in before if alive(pid)]
        equal(lab.read().peers(), [])
        lab.do("down", lab.folder)

    def a_lab_goes_with_its_parent():
        parent = subprocess.Popen(["sleep", "600"])
        with tempfile.TemporaryDirectory(prefix="parlance-lab-") as folder:
            other = Lab(folder + "/lab")
            subprocess.run(["chmod", "755", folder], check=True)
            lab.do("up", lab.folder, "--peers", "mqtt")
            other.do("up", other.folder, "--peers", "mqtt", "--parent", str(parent.pid))
            first, second = lab.read(), other.read()
            assert first["MQTT_PORT"] != second["MQTT_PORT"]
            mine = pids(other)
            parent.kill()
            parent.wait()
            until(lambda: not [pid for pid in mine if alive(pid)], what="the other lab is down")
            assert serves(lab.port("MQTT_PORT"))
            until(lambda: other.read().peers() == [], what="its lab.env says so")

    return [a_killed_peer_comes_back_on_its_port, one_daemon_of_a_peer_can_be_stopped, down_is_complete_and_idempotent,
            a_lab_goes_with_its_parent]
