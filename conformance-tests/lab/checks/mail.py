"""Exim and Dovecot: submission, the gateway's catch-all mailbox, what the server says about the sender."""

import email
import email.mime.text
import imaplib
import re
import smtplib
import ssl
import uuid

from .lab import equal, until


def checks(lab):
    domain, gateway_domain = lab["MAIL_DOMAIN"], lab["MAIL_GATEWAY_DOMAIN"]
    gateway = (lab["MAIL_GATEWAY_USER"], lab["MAIL_GATEWAY_PASSWORD"])
    alice, bob = (tuple(user.split(":")) for user in lab["MAIL_USERS"].split())
    context = ssl.create_default_context(cafile=lab["CA_CERT"])

    def send(sender, recipients, login=None, headers=()):
        """Gives the Message-ID."""
        letter = email.mime.text.MIMEText("hello\n")
        letter["From"], letter["To"], letter["Subject"] = sender or "postmaster@" + domain, ", ".join(recipients), "check"
        letter["Message-ID"] = "<%s@%s>" % (uuid.uuid4().hex, domain)
        for name, value in headers:
            letter[name] = value
        with smtplib.SMTP("127.0.0.1", lab.port("MAIL_SMTP_PORT"), timeout=10) as smtp:
            if login:
                # 127.0.0.1 is among the certificate's names
                smtp.starttls(context=context)
                smtp.login(*login)
            refused = smtp.send_message(letter, from_addr=sender, to_addrs=recipients)
            assert not refused, refused
        return letter["Message-ID"]

    def fetch(login, pattern, key="Message-ID"):
        """The first letter in the mailbox with that header, waited for."""
        with imaplib.IMAP4("127.0.0.1", lab.port("MAIL_IMAP_PORT"), timeout=10) as imap:
            imap.login(*login)

            def found():
                imap.select()
                numbers = imap.search(None, "HEADER", key, '"%s"' % pattern)[1][0].split()
                return numbers and email.message_from_bytes(imap.fetch(numbers[-1], "(BODY.PEEK[])")[1][0][1])

            return until(found, what="a letter with %s %s" % (key, pattern))

    def users_write_to_each_other():
        letter = fetch(bob, send(alice[0], [bob[0]], alice))
        equal(letter["Return-Path"], "<%s>" % alice[0])
        equal(letter.get_all("Authentication-Results"), ["mx.%s; auth=pass smtp.auth=%s" % (domain, alice[0])])

    def any_address_of_the_gateway_ends_in_one_mailbox():
        address = "room-%s@%s" % (uuid.uuid4().hex[:8], gateway_domain)
        letter = fetch(gateway, send(alice[0], [address], alice))
        equal(letter.get_all(lab["MAIL_ENVELOPE_HEADER"]), [address])
        two = ["one+x@" + gateway_domain, "Two=3@" + gateway_domain]
        letter = fetch(gateway, send(alice[0], two, alice))
        equal(sorted(re.split(r",\s*", letter[lab["MAIL_ENVELOPE_HEADER"]])), sorted(two))

    def the_gateway_writes_as_any_of_its_addresses():
        letter = fetch(alice, send("ghost.of.carol@" + gateway_domain, [alice[0]], gateway))
        equal(letter["From"], "ghost.of.carol@" + gateway_domain)

    def nobody_writes_as_another():
        for sender, login in ((bob[0], alice), (alice[0], gateway)):
            try:
                send(sender, [bob[0]], login)
            except (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused):
                continue
            raise AssertionError("%s wrote as %s" % (login[0], sender))

    def forged_verdicts_are_removed():
        forged = [("Authentication-Results", "mx.%s; auth=pass smtp.auth=%s" % (domain, alice[0])),
                  ("Authentication-Results", "(hm) MX.%s;\n dkim=pass header.d=x" % domain.upper()),
                  ("Authentication-Results", "other.example; spf=pass;\n a|b: c"),
                  ("Authentication-Results", "third.example; none")]
        letter = fetch(gateway, send("carol@elsewhere.test", ["room@" + gateway_domain], headers=forged))
        verdicts = letter.get_all("Authentication-Results")
        equal(verdicts, ["mx.%s; spf=none smtp.mailfrom=elsewhere.test" % domain, "other.example; spf=pass;\r\n a|b: c", "third.example; none"])
        letter = fetch(gateway, send("x@spf-fail.test", ["room@" + gateway_domain]))
        equal(letter["Authentication-Results"], "mx.%s; spf=fail smtp.mailfrom=spf-fail.test" % domain)

    def unknown_users_get_550():
        try:
            send(alice[0], ["nobody-here@" + domain], alice)
        except smtplib.SMTPRecipientsRefused as error:
            return equal([code for code, _ in error.recipients.values()], [550])
        raise AssertionError("accepted")

    def other_domains_bounce():
        fetch(gateway, send("bounced@" + gateway_domain, ["x@example.org"], gateway), "References")

    def strangers_may_not_relay():
        try:
            send("carol@elsewhere.test", ["x@example.org"])
        except smtplib.SMTPRecipientsRefused:
            return
        raise AssertionError("relayed")

    def a_wrong_password_is_refused():
        try:
            send(alice[0], [bob[0]], (alice[0], "wrong"))
        except smtplib.SMTPAuthenticationError:
            return
        raise AssertionError("accepted")

    def idle_tells_of_new_mail():
        imap = imaplib.IMAP4("127.0.0.1", lab.port("MAIL_IMAP_PORT"), timeout=10)
        imap.login(*gateway)
        imap.select()
        imap.send(b"i1 IDLE\r\n")
        assert imap.readline().startswith(b"+")
        send(alice[0], ["idle@" + gateway_domain], alice)
        while b"EXISTS" not in imap.readline():
            pass
        imap.send(b"DONE\r\n")
        while not imap.readline().startswith(b"i1"):
            pass
        imap.logout()

    return [users_write_to_each_other, any_address_of_the_gateway_ends_in_one_mailbox, the_gateway_writes_as_any_of_its_addresses,
            nobody_writes_as_another, forged_verdicts_are_removed, unknown_users_get_550, other_domains_bounce,
            strangers_may_not_relay, a_wrong_password_is_refused, idle_tells_of_new_mail]
