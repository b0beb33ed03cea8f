"""A Matrix client (matrix-nio).

python3 matrix.py LAB hear NAME [ROOM]    prints what NAME gets, and accepts invitations; makes ROOM (#name:hs.test) if need be
python3 matrix.py LAB say NAME TO TEXT    to a person (@...), in a new direct chat, or to a room (#... or !...)
"""

import asyncio
import sys

import nio

import lab_env


async def log_in(env, name):
    client = nio.AsyncClient(env["MATRIX_URL"], "@%s:%s" % (name, env["MATRIX_SERVER_NAME"]))
    sure(await client.login(lab_env.password(env, "MATRIX_USERS", name)))
    return client


def sure(answer):
    if isinstance(answer, nio.ErrorResponse):
        raise SystemExit("Matrix: %s" % answer)
    return answer


async def enter(client, room):
    answer = await client.join(room)
    if isinstance(answer, nio.JoinError) and answer.status_code == "M_NOT_FOUND":
        alias = room[1:].split(":")[0]
        answer = await client.room_create(alias=alias, name=alias, preset=nio.RoomPreset.public_chat)
    return sure(answer).room_id


async def hear(client, room):
    async def invited(place, _):
        await client.join(place.room_id)

    async def said(place, event):
        if event.sender != client.user_id:
            lab_env.show("chat" if place.is_group else "room", event.sender, event.body)

    # What was said before is not news.
    await client.sync(timeout=0, full_state=True)
    client.add_event_callback(invited, nio.InviteMemberEvent)
    client.add_event_callback(said, nio.RoomMessage)
    if room:
        await enter(client, room)
    print("ready", flush=True)
    await client.sync_forever(timeout=20000)


async def say(client, to, text):
    if to.startswith("@"):
        made = await client.room_create(is_direct=True, invite=[to], preset=nio.RoomPreset.trusted_private_chat)
        room = sure(made).room_id
    else:
        room = await enter(client, to)
    sure(await client.room_send(room, "m.room.message", {"msgtype": "m.text", "body": text}))


async def main(folder, verb, name, to="", text=""):
    client = await log_in(lab_env.read(folder), name)
    try:
        await (hear(client, to) if verb == "hear" else say(client, to, text))
    finally:
        await client.close()


if len(sys.argv) < 4:
    sys.exit(__doc__)
asyncio.run(main(*sys.argv[1:]))
