"""Mosquitto, by mosquitto_pub and mosquitto_sub of its package: MQTT 5, the access list, persistent sessions."""

import os
import threading
import uuid

from .lab import equal


class Subscription:
    """A running mosquitto_sub; lines it prints come by `next`."""

    def __init__(self, lab, user, topic, *options, count=1, seconds=5):
        name, password = user.split(":")
        terminal, end = os.openpty()  # into a pipe it would print at its end only
        self.output = os.fdopen(terminal)
        self.process = lab.in_tree("mosquitto_sub", "-d", "-V", "5", "-h", "127.0.0.1", "-p", lab["MQTT_PORT"], "-u", name, "-P", password,
                                   "-q", "1", "-t", topic, "-C", str(count), "-W", str(seconds), "-F", "GOT %t %p corr=%D up=%P", *options, output=end)
        os.close(end)
        self.rows, self.granted = [], threading.Event()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        try:
            for row in self.output:
                self.rows.append(row.strip())
                if "SUBACK" in row:
                    self.granted.set()
        except OSError:
            pass  # how a terminal ends
        self.granted.set()

    def ready(self):
        assert self.granted.wait(10), self.rows
        return self

    def got(self):
        self.process.wait(20)
        self.reader.join(5)
        return [row[4:] for row in self.rows if row.startswith("GOT ")]


def checks(lab):
    users = dict(user.split(":") for user in lab["MQTT_USERS"].split())
    users[lab["MQTT_GATEWAY_USER"]] = lab["MQTT_GATEWAY_PASSWORD"]
    realm = "im/v1/%s/" % lab["MQTT_REALM"]

    def user(name):
        return name + ":" + users[name]

    def publish(name, topic, text, *options, password=None):
        process = lab.in_tree("mosquitto_pub", "-V", "5", "-h", "127.0.0.1", "-p", lab["MQTT_PORT"], "-u", name, "-P",
                              password or users[name], "-q", "1", "-t", topic, "-m", text, *options)
        return process.communicate(timeout=20)[0], process.returncode

    def allowed(name, topic, *options):
        text = uuid.uuid4().hex
        heard = Subscription(lab, user("parlance"), topic, seconds=2).ready()
        publish(name, topic, text, *options)
        return [row for row in heard.got() if text in row]

    def a_client_speaks_under_its_own_name_only():
        rows = allowed("alice", realm + "room/r1/cmd/alice", "-D", "publish", "correlation-data", "c1", "-D", "publish", "user-property", "k", "v")
        assert rows and "corr=c1" in rows[0] and "k:v" in rows[0], rows
        equal(allowed("alice", realm + "room/r1/cmd/bob"), [])
        equal(allowed("alice", realm + "room/r1/evt"), [])
        assert allowed("alice", realm + "user/alice/presence")
        assert allowed("alice", realm + "user/alice/typing/r1")

    def a_client_hears_rooms_and_its_own_topics_only():
        for topic, heard in (("room/r1/evt", True), ("user/bob/presence", True), ("reply/alice", True), ("user/alice/evt", True),
                             ("reply/bob", False), ("user/bob/evt", False)):
            listener = Subscription(lab, user("alice"), realm + topic, seconds=5 if heard else 1).ready()
            publish("parlance", realm + topic, "x")
            equal((topic, bool(listener.got())), (topic, heard))

    def a_device_has_the_plant():
        assert allowed("device", "plant/line1/temperature")
        equal(allowed("alice", "plant/line1/temperature"), [])

    def a_wrong_password_is_refused():
        output, code = publish("alice", realm + "user/alice/presence", "x", password="wrong")
        assert code != 0 and "uthorized" in output, output

    def a_session_outlives_a_restart():
        options = ("-i", "check-" + uuid.uuid4().hex[:8], "-c", "-x", "3600")
        topic = realm + "room/keep/evt"
        first = Subscription(lab, user("bob"), topic, *options).ready()
        publish("parlance", topic, "one")
        equal(len(first.got()), 1)
        publish("parlance", topic, "two")
        lab.do("restart", "mqtt", lab.folder)
        lab.read()
        assert "two" in Subscription(lab, user("bob"), topic, *options).got()[0]

    return [a_client_speaks_under_its_own_name_only, a_client_hears_rooms_and_its_own_topics_only, a_device_has_the_plant,
            a_wrong_password_is_refused, a_session_outlives_a_restart]
