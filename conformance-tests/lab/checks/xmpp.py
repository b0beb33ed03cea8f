"""An XMPP server: XEP-0114 components, clients, a room, its archive, upload. Raw XML over sockets."""

import base64
import hashlib
import re
import socket
import ssl
import urllib.request
import uuid

CLIENT, COMPONENT = "jabber:client", "jabber:component:accept"


class Stream:
    """An XML stream, read by looking for patterns in the text: enough for a check."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.text = ""

    def send(self, xml):
        self.socket.sendall(xml.encode())

    def expect(self, pattern):
        while not (found := re.search(pattern, self.text, re.S)):
            part = self.socket.recv(65536)
            if not part:
                raise AssertionError("closed while waiting for %s: %s" % (pattern, self.text[-500:]))
            self.text += part.decode()
        self.text = self.text[found.end():]
        return found

    def open(self, namespace, to, attributes=""):
        self.send("<?xml version='1.0'?><stream:stream xmlns='%s' xmlns:stream='http://etherx.jabber.org/streams' to='%s'%s>"
                  % (namespace, to, attributes))
        return self.expect(r"<stream:stream[^>]*>").group(0)

    def close(self):
        self.socket.close()


def component(port, name, secret):
    stream = Stream(port)
    header = stream.open(COMPONENT, name)
    stream_id = re.search(r"\bid=['\"]([^'\"]+)", header).group(1)
    stream.send("<handshake>%s</handshake>" % hashlib.sha1((stream_id + secret).encode()).hexdigest())
    if "handshake" not in stream.expect(r"<handshake ?/>|<handshake></handshake>|<stream:error>.*?</stream:error>").group(0):
        raise PermissionError("handshake of %s refused" % name)
    return stream


def client(lab, prefix, user, password):
    """Logs in over STARTTLS, the certificate checked against the lab's authority."""
    domain = lab[prefix + "_DOMAIN"]
    stream = Stream(lab.port(prefix + "_C2S_PORT"))
    stream.open(CLIENT, domain, " version='1.0'")
    stream.expect("</stream:features>")
    stream.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    stream.expect("<proceed")
    stream.text = ""
    context = ssl.create_default_context(cafile=lab["CA_CERT"])
    stream.socket = context.wrap_socket(stream.socket, server_hostname=domain)
    stream.open(CLIENT, domain, " version='1.0'")
    stream.expect("</stream:features>")
    plain = base64.b64encode(("\0%s\0%s" % (user, password)).encode()).decode()
    stream.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>" % plain)
    if "success" not in stream.expect("<success[^>]*>|</failure>").group(0):
        raise PermissionError("log-in of %s refused" % user)
    stream.open(CLIENT, domain, " version='1.0'")
    stream.expect("</stream:features>")
    stream.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
    jid = stream.expect("<jid>(.*?)</jid>").group(1)
    stream.send("<iq type='set' id='sess'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq><presence/>")
    stream.expect("id=['\"]sess['\"]")
    return stream, jid


def checks(lab, prefix):
    port, secret = lab.port(prefix + "_COMPONENT_PORT"), lab[prefix + "_COMPONENT_SECRET"]
    domain, rooms = lab[prefix + "_DOMAIN"], lab[prefix + "_MUC"]
    users = [user.split(":") for user in lab[prefix + "_USERS"].split()]

    def every_component_shakes_hands():
        for name in lab[prefix + "_COMPONENTS"].split():
            component(port, name, secret).close()

    def a_wrong_secret_is_refused():
        try:
            component(port, "matrix." + domain, "wrong")
        except (PermissionError, AssertionError):
            return
        raise AssertionError("accepted")

    def a_wrong_password_is_refused():
        try:
            client(lab, prefix, "alice", "wrong")
        except PermissionError:
            return
        raise AssertionError("accepted")

    def a_ghost_and_a_user_talk():
        ghosts = component(port, "matrix." + domain, secret)
        alice, jid = client(lab, prefix, *users[0])
        ghosts.send("<message type='chat' id='g1' from='carol@matrix.%s' to='alice@%s'><body>from the ghost</body></message>" % (domain, domain))
        alice.expect("<body>from the ghost</body>")
        alice.send("<message type='chat' id='a1' to='carol@matrix.%s'><body>to the ghost</body></message>" % domain)
        ghosts.expect("<body>to the ghost</body>")
        for stream in (ghosts, alice):
            stream.close()

    def a_ghost_joins_a_room_and_the_archive_has_it():
        room = "check-%s@%s" % (uuid.uuid4().hex[:8], rooms)
        alice, _ = client(lab, prefix, *users[0])
        join = "<presence%s to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
        alice.send(join % ("", room, "alice"))
        alice.expect("status code=['\"]201['\"]")
        alice.send("<iq type='set' id='own' to='%s'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                   "<x xmlns='jabber:x:data' type='submit'/></query></iq>" % room)
        alice.expect("<iq[^>]*id=['\"]own['\"]")
        ghosts = component(port, "mail." + domain, secret)
        ghost = "dave@mail." + domain
        ghosts.send(join % (" from='%s'" % ghost, room, "dave"))
        ghosts.expect("status code=['\"]110['\"]")
        ghosts.send("<message type='groupchat' id='r1' from='%s' to='%s'><body>into the room</body></message>" % (ghost, room))
        alice.expect("<body>into the room</body>")
        alice.send("<iq type='set' id='mam' to='%s'><query xmlns='urn:xmpp:mam:2'/></iq>" % room)
        alice.expect("urn:xmpp:forward:0.*<body>into the room</body>")
        for stream in (ghosts, alice):
            stream.close()

    def upload(stream, sender):
        """Asks for a slot (XEP-0363), puts a file there and gets it back."""
        stream.send("<iq type='get' id='up'%s to='%s'><request xmlns='urn:xmpp:http:upload:0' filename='x.txt' size='5' "
                    "content-type='text/plain'/></iq>" % (sender, lab[prefix + "_UPLOAD"]))
        slot = stream.expect("<slot.*?</slot>").group(0)
        put, get = (re.search("<%s[^>]*url=['\"]([^'\"]+)" % way, slot).group(1).replace("&amp;", "&") for way in ("put", "get"))
        headers = dict(re.findall("<header name=['\"]([^'\"]+)['\"]>([^<]*)</header>", slot))
        request = urllib.request.Request(put, b"12345", {**headers, "Content-Type": "text/plain"}, method="PUT")
        assert urllib.request.urlopen(request, timeout=10).status == 201
        assert urllib.request.urlopen(get, timeout=10).read() == b"12345"

    def carbons_and_upload_work():
        alice, _ = client(lab, prefix, *users[0])
        alice.send("<iq type='set' id='cc'><enable xmlns='urn:xmpp:carbons:2'/></iq>")
        alice.expect("<iq[^>]*type=['\"]result['\"]")
        upload(alice, "")
        alice.close()

    def a_ghost_uploads():
        ghosts = component(port, "matrix." + domain, secret)
        upload(ghosts, " from='carol@matrix.%s'" % domain)
        ghosts.close()

    return [every_component_shakes_hands, a_wrong_secret_is_refused, a_wrong_password_is_refused, a_ghost_and_a_user_talk,
            a_ghost_joins_a_room_and_the_archive_has_it, carbons_and_upload_work,
            a_ghost_uploads]
