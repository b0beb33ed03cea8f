"""Synapse: log-in, the application service's rights, and what it is told."""

import http.server
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid

from .lab import equal, until


class AppService:
    """The gateway's side: takes transactions on the reserved port, and knows one alias."""

    def __init__(self, port, token):
        service = self
        self.events, self.ephemeral, self.paths, self.bad_tokens = [], [], [], 0

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, code, body):
                data = json.dumps(body).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def handle_any(self):
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
                path = urllib.parse.unquote(self.path)
                if self.headers.get("Authorization") != "Bearer " + token:
                    service.bad_tokens += 1
                    return self.answer(403, {"errcode": "M_FORBIDDEN"})
                service.paths.append(path)
                service.events += body.get("events", [])
                service.ephemeral += body.get("ephemeral", [])
                known = "/transactions/" in path or path.endswith("/ping")
                self.answer(200 if known else 404, {} if known else {"errcode": "M_NOT_FOUND"})

            do_GET = do_PUT = do_POST = handle_any

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def checks(lab):
    base, name = lab["MATRIX_URL"] + "/_matrix/client/", lab["MATRIX_SERVER_NAME"]
    service_token = lab["MATRIX_AS_TOKEN"]

    def call(method, path, body=None, token=None):
        headers = {"Content-Type": "application/json", **({"Authorization": "Bearer " + token} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(base + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def quote(text):
        return urllib.parse.quote(text, safe="")

    def log_in(user):
        user, password = user.split(":")
        return call("POST", "v3/login", {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user},
                                         "password": password})["access_token"]

    def register_ghost(localpart):
        body = {"type": "m.login.application_service", "username": localpart, "inhibit_login": True}
        return call("POST", "v3/register", body, service_token)["user_id"]

    def users_log_in():
        for user in lab["MATRIX_USERS"].split():
            log_in(user)

    def ghosts_are_ours_and_others_are_not():
        ghost = "_parlance_check" + uuid.uuid4().hex[:8]
        equal(register_ghost(ghost), "@%s:%s" % (ghost, name))
        try:
            register_ghost("carol")
        except urllib.error.HTTPError as error:
            return equal(json.load(error)["errcode"], "M_EXCLUSIVE")
        raise AssertionError("a ghost outside the namespace was made")

    def the_service_is_pinged_and_told_everything_once():
        alice, bob = map(log_in, lab["MATRIX_USERS"].split())
        ghost = register_ghost("_parlance_check" + uuid.uuid4().hex[:8])
        with AppService(lab.port("MATRIX_AS_PORT"), lab["MATRIX_HS_TOKEN"]) as service:
            call("POST", "v1/appservice/%s/ping" % lab["MATRIX_AS_ID"], {"transaction_id": "p"}, service_token)
            body = {"preset": "private_chat", "invite": ["@bob:" + name, ghost]}
            room = quote(call("POST", "v3/createRoom", body, alice)["room_id"])
            call("POST", "v3/join/" + room, {}, bob)
            call("POST", "v3/join/%s?user_id=%s" % (room, quote(ghost)), {}, service_token)
            message = {"msgtype": "m.text", "body": "hello"}
            event = call("PUT", "v3/rooms/%s/send/m.room.message/%s" % (room, uuid.uuid4().hex), message, alice)["event_id"]
            call("PUT", "v3/rooms/%s/typing/%s" % (room, quote("@alice:" + name)), {"typing": True, "timeout": 9000}, alice)
            call("POST", "v3/rooms/%s/receipt/m.read/%s" % (room, quote(event)), {}, bob)
            status = uuid.uuid4().hex
            call("PUT", "v3/presence/%s/status" % quote("@alice:" + name), {"presence": "online", "status_msg": status}, alice)
            until(lambda: any(e.get("event_id") == event for e in service.events), what="the message in a transaction")
            for kind in ("m.typing", "m.receipt", "m.presence"):
                until(lambda: any(e["type"] == kind for e in service.ephemeral), what=kind)
            sent = call("PUT", "v3/rooms/%s/send/m.room.message/%s?user_id=%s&ts=1700000000000"
                        % (room, uuid.uuid4().hex, quote(ghost)), message, service_token)["event_id"]
            told = call("GET", "v3/rooms/%s/event/%s" % (room, quote(sent)), token=bob)
            equal((told["sender"], told["origin_server_ts"]), (ghost, 1700000000000))
            equal(len([e for e in service.events if e["event_id"] == event]), 1)
            try:
                call("GET", "v3/directory/room/" + quote("#_parlance_nowhere:" + name), token=alice)
            except urllib.error.HTTPError:
                pass
            until(lambda: any("/rooms/#_parlance_nowhere" in p for p in service.paths), what="the alias query")
            equal(service.bad_tokens, 0)

    def media_needs_a_token():
        alice = log_in(lab["MATRIX_USERS"].split()[0])
        upload = urllib.request.Request(lab["MATRIX_URL"] + "/_matrix/media/v3/upload?filename=x.txt", b"12345",
                                        {"Authorization": "Bearer " + alice, "Content-Type": "text/plain"})
        uri = json.load(urllib.request.urlopen(upload, timeout=20))["content_uri"]
        download = urllib.request.Request(base + "v1/media/download/" + uri[len("mxc://"):], headers={"Authorization": "Bearer " + alice})
        equal(urllib.request.urlopen(download, timeout=20).read(), b"12345")

    return [users_log_in, ghosts_are_ours_and_others_are_not, the_service_is_pinged_and_told_everything_once, media_needs_a_token]
