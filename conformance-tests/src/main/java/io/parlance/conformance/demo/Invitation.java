package io.parlance.conformance.demo;

import io.parlance.cli.Paint;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.lab.LabEnv.Account;
import io.parlance.conformance.probe.GhostSpelling;

import java.io.PrintStream;
import java.nio.file.Path;

/// Accounts, and how to write from each network: ready to paste.
public final class Invitation {
    private final LabEnv env;
    private final PrintStream out;
    private final Paint paint;

    /// An invitation to the servers of `env`.
    public Invitation(LabEnv env, PrintStream out, Paint paint) {
        this.env = env;
        this.out = out;
        this.paint = paint;
    }

    /// Prints all of it.
    public void print() {
        xmpp();
        matrix();
        mqtt();
        mail();
        gateway();
        out.println();
        out.println(paint.bold("What crosses") + paint.dim("  (→ ∙ came in and is on disk)"));
    }

    private void xmpp() {
        Account alice = env.account("XMPP_USERS", "alice");
        Account bob = env.account("XMPP_USERS", "bob");
        head("XMPP", "any client; no encryption needed, or trust " + env.get("CA_CERT"));
        fact("server", env.get("XMPP_HOST") + ":" + env.get("XMPP_C2S_PORT"));
        String domain = env.get("XMPP_DOMAIN");
        fact("accounts", account(alice, "@" + domain) + "   " + account(bob, "@" + domain));
        fact("the room", Party.room("xmpp"));
        fact("a person", ghost("matrix", "@alice:" + env.get("MATRIX_SERVER_NAME"), "xmpp"));
        paste(
                "profanity -a bob@%s    then: /connect bob@%s server %s port %s tls allow    /join %s"
                        .formatted(
                                domain,
                                domain,
                                env.get("XMPP_HOST"),
                                env.get("XMPP_C2S_PORT"),
                                Party.room("xmpp")));
    }

    private void matrix() {
        Account bob = env.account("MATRIX_USERS", "bob");
        head("Matrix", "Element and the like: “Sign in”, then edit the homeserver");
        fact("homeserver", env.get("MATRIX_URL"));
        fact(
                "accounts",
                account(env.account("MATRIX_USERS", "alice"), "") + "   " + account(bob, ""));
        fact("the room", Party.room("matrix"));
        fact("a person", ghost("xmpp", "alice@" + env.get("XMPP_DOMAIN"), "matrix"));
        String url = env.get("MATRIX_URL") + "/_matrix/client/v3";
        paste(
                """
                T=$(curl -s %1$s/login -d '{"type":"m.login.password","identifier":{"type":"m.id.user","user":"%2$s"},"password":"%3$s"}' | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
                R=$(curl -s -H "Authorization: Bearer $T" -X POST -d '{}' '%1$s/join/%%23lobby:%4$s' | sed 's/.*"room_id":"\\([^"]*\\).*/\\1/')
                curl -s -H "Authorization: Bearer $T" -X PUT "%1$s/rooms/$R/send/m.room.message/$(date +%%s%%N)" -d '{"msgtype":"m.text","body":"hello from Matrix"}'\
                """
                        .formatted(url, bob.name(), bob.password(), env.get("MATRIX_SERVER_NAME")));
    }

    private void mqtt() {
        Account bob = env.account("MQTT_USERS", "bob");
        String realm = env.get("MQTT_REALM");
        String login =
                "-V 5 -q 1 -h %s -p %s -u %s -P %s"
                        .formatted(
                                env.get("MQTT_HOST"),
                                env.get("MQTT_PORT"),
                                bob.name(),
                                bob.password());
        head(
                "MQTT",
                "docs/mqtt-convention.md has the topics; mosquitto_pub is in mosquitto-clients");
        fact("broker", "mqtt://" + env.get("MQTT_HOST") + ":" + env.get("MQTT_PORT"));
        fact(
                "accounts",
                account(env.account("MQTT_USERS", "alice"), "") + "   " + account(bob, ""));
        paste(
                """
                mosquitto_sub %1$s -v -t 'im/v1/%2$s/room/lobby/evt' -t 'im/v1/%2$s/user/bob/evt'
                mosquitto_pub %1$s -t 'im/v1/%2$s/room/lobby/cmd/bob' -m 'hello from MQTT'
                mosquitto_pub %1$s -t 'im/v1/%2$s/user/xmpp:alice@%3$s/cmd/bob' -m 'for Alice on XMPP alone'\
                """
                        .formatted(login, realm, env.get("XMPP_DOMAIN")));
    }

    private void mail() {
        Account bob = env.account("MAIL_USERS", "bob");
        head("Mail", "any mail program; no encryption");
        fact(
                "servers",
                "SMTP %s:%s, IMAP %1$s:%s"
                        .formatted(
                                env.get("MAIL_HOST"),
                                env.get("MAIL_SMTP_PORT"),
                                env.get("MAIL_IMAP_PORT")));
        fact(
                "accounts",
                account(env.account("MAIL_USERS", "alice"), "") + "   " + account(bob, ""));
        fact("the room", Party.room("mail"));
        fact("a person", ghost("matrix", "@alice:" + env.get("MATRIX_SERVER_NAME"), "mail"));
        paste(
                """
                printf 'From: Bob <%1$s>\\nTo: %2$s\\nSubject: hello\\n\\nhello from mail\\n' | curl -s smtp://%3$s:%4$s --user %1$s:%5$s --mail-from %1$s --mail-rcpt %2$s -T -
                curl -s 'imap://%3$s:%6$s/INBOX;MAILINDEX=*' --user %1$s:%5$s\
                """
                        .formatted(
                                bob.name(),
                                Party.room("mail"),
                                env.get("MAIL_HOST"),
                                env.get("MAIL_SMTP_PORT"),
                                bob.password(),
                                env.get("MAIL_IMAP_PORT")));
    }

    private void gateway() {
        Path lab = Path.of(env.get("LAB_DIR"));
        head("The gateway", "and all directions at once, tried with ordinary clients");
        paste("./parlance rooms --people -c " + lab.resolveSibling("gateway/gateway.yaml"));
        paste("conformance-tests/lab/clients/try " + lab);
    }

    private static String ghost(String of, String address, String on) {
        return GhostSpelling.of(of, address, on) + "   (that is " + address + " on " + of + ")";
    }

    private static String account(Account account, String domain) {
        return account.name() + domain + " / " + account.password();
    }

    private void head(String name, String hint) {
        out.println();
        out.println(paint.bold(name) + "  " + paint.dim(hint));
    }

    private void fact(String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }

    private void paste(String commands) {
        commands.lines().forEach(line -> out.println("  " + paint.cyan(line)));
    }
}
