"""An XMPP client (slixmpp).

python3 xmpp.py LAB hear NAME [ROOM]      prints what NAME@xmpp.test gets; in ROOM, too, which it makes if need be
python3 xmpp.py LAB say NAME TO TEXT      to a person, or to a room (a MUC's address, or a ghost room `#...`)
"""

import asyncio
import ssl
import sys

import slixmpp

import lab_env


class Client(slixmpp.ClientXMPP):
    def __init__(self, env, name):
        super().__init__("%s@%s" % (name, env["XMPP_DOMAIN"]), lab_env.password(env, "XMPP_USERS", name))
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0045")
        self.register_plugin("xep_0184")
        self.ssl_context = ssl.create_default_context(cafile=env["CA_CERT"])
        self.started = asyncio.get_event_loop().create_future()
        self.add_event_handler("session_start", lambda _: self.started.set_result(None))
        self.add_event_handler("failed_all_auth", lambda _: sys.exit("log-in refused"))
        self.connect(env["XMPP_HOST"], int(env["XMPP_C2S_PORT"]))

    async def enter(self, room):
        """Joins a room; a new one is locked until its owner has submitted a configuration (XEP-0045 section 10.1)."""
        rooms = self.plugin["xep_0045"]
        own, *_ = await rooms.join_muc_wait(room, self.boundjid.user, maxstanzas=0, timeout=20)
        if 201 in own["muc"]["status_codes"]:
            form = await rooms.get_room_config(room)
            form["type"] = "submit"
            await rooms.set_room_config(room, form)


async def main(folder, verb, name, to="", text=""):
    env = lab_env.read(folder)
    client = Client(env, name)
    await asyncio.wait_for(client.started, 20)
    if verb == "hear":
        client.add_event_handler("message", show)
        client.add_event_handler("presence_subscribe", lambda it: client.send_presence_subscription(it["from"], ptype="subscribed"))
        client.send_presence()
        if to:
            await client.enter(to)
        print("ready", flush=True)
        await client.disconnected
    elif to.startswith("#") or to.endswith("@" + env["XMPP_MUC"]):
        await client.enter(to)
        client.send_message(mto=to, mbody=text, mtype="groupchat")
    else:
        client.send_message(mto=to, mbody=text, mtype="chat")
    await client.disconnect()


def show(message):
    if message["type"] == "error":
        lab_env.show("error", message["from"], message["error"]["text"])
    elif message["body"]:
        lab_env.show("room" if message["type"] == "groupchat" else "chat", message["from"], message["body"])


if len(sys.argv) < 4:
    sys.exit(__doc__)
asyncio.run(main(*sys.argv[1:]))
