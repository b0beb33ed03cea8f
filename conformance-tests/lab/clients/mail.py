"""A mail program (Python's smtplib and imaplib).

python3 mail.py LAB hear NAME             prints what comes into the inbox of NAME@mail.test
python3 mail.py LAB say NAME TO TEXT      sends a letter
"""

import email
import email.message
import email.policy
import email.utils
import imaplib
import smtplib
import ssl
import sys
import time

import lab_env


def say(env, name, to, text):
    letter = email.message.EmailMessage()
    sender = "%s@%s" % (name, env["MAIL_DOMAIN"])
    letter["From"], letter["To"] = email.utils.formataddr((name.capitalize(), sender)), to
    letter["Subject"] = text[:40]
    letter["Date"], letter["Message-ID"] = email.utils.localtime(), email.utils.make_msgid(domain=env["MAIL_DOMAIN"])
    letter.set_content(text)
    with smtplib.SMTP(env["MAIL_HOST"], int(env["MAIL_SMTP_PORT"]), timeout=20) as server:
        server.starttls(context=ssl.create_default_context(cafile=env["CA_CERT"]))
        server.login(sender, lab_env.password(env, "MAIL_USERS", name))
        server.send_message(letter)


def hear(env, name):
    with imaplib.IMAP4(env["MAIL_HOST"], int(env["MAIL_IMAP_PORT"])) as box:
        box.starttls(ssl_context=ssl.create_default_context(cafile=env["CA_CERT"]))
        box.login("%s@%s" % (name, env["MAIL_DOMAIN"]), lab_env.password(env, "MAIL_USERS", name))
        box.select("INBOX")
        seen = int(box.response("UIDNEXT")[1][0]) - 1
        print("ready", flush=True)
        while True:
            box.noop()
            for uid in box.uid("search", "UID", "%d:*" % (seen + 1))[1][0].split():
                # "9:*" also gives the last one when that is below 9 (RFC 9051 section 9)
                if int(uid) > seen:
                    seen = int(uid)
                    show(box.uid("fetch", uid, "(BODY.PEEK[])")[1][0][1])
            time.sleep(0.3)


def show(octets):
    letter = email.message_from_bytes(octets, policy=email.policy.default)
    text = letter.get_body(("plain", "html"))
    lab_env.show("room" if letter["List-Id"] else "chat", letter["From"], text.get_content() if text else "")


def main(folder, verb, *words):
    (hear if verb == "hear" else say)(lab_env.read(folder), *words)


if len(sys.argv) < 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
