package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A submission server with a will of its own.
final class SubmissionTest {
    private final Gateway gateway = new Gateway();
    private final MailServer mailbox = new MailServer();
    private ScriptedSmtp smtp;

    @BeforeEach
    void listen() throws Exception {
        smtp = new ScriptedSmtp(gateway.vertx);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        mailbox.close();
    }

    private Map<String, Object> settings() {
        return MailServer.settings("127.0.0.1", smtp.port(), mailbox.imap());
    }

    @ParameterizedTest
    @CsvSource({
        "alice@mail.test, 550 5.1.1 no such user,   refused,  RECIPIENT_UNKNOWN",
        "alice@mail.test, 552 5.2.2 mailbox full,   refused,  RECIPIENT_UNAVAILABLE",
        "alice@mail.test, 450 4.2.1 try later,      deferred, RECIPIENT_UNAVAILABLE",
        "alice@mail.test, 452 4.5.3 too many,       deferred, RATE_LIMITED",
        "MAIL,            550 5.7.1 not from you,   refused,  FORBIDDEN",
        "MAIL,            530 5.7.0 log in first,   refused,  FORBIDDEN",
        "MAIL,            535 5.7.8 log in first,   deferred, BAD_CREDENTIALS",
        "MAIL,            421 4.4.2 too busy,       deferred, LINK_DOWN",
        "DATA,            554 5.6.0 no,             refused,  CONTENT_INVALID",
        "END,             552 5.3.4 too big,        refused,  TOO_LARGE",
        "END,             451 4.3.0 disk,           deferred, RECIPIENT_UNAVAILABLE",
    })
    void repliesBecomeOutcomes(String command, String reply, String kind, FailureReason reason)
            throws Exception {
        gateway.startUp(settings());
        smtp.answers.put(command, reply);
        Outcome outcome = gateway.deliver(Gateway.ALICE, "x");
        Failure failure =
                switch (outcome) {
                    case Outcome.Delivered _ -> throw new AssertionError("delivered");
                    case Outcome.Deferred(Failure why, var _) -> {
                        assertThat(kind).isEqualTo("deferred");
                        yield why;
                    }
                    case Outcome.Refused(Failure why) -> {
                        assertThat(kind).isEqualTo("refused");
                        yield why;
                    }
                };
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).contains(reply);
        assertThat(failure.certain()).isTrue();
    }

    @Test
    void aMailThatMayHaveArrivedIsRepeatedUnderTheSameMessageId() throws Exception {
        gateway.startUp(settings());
        smtp.answers.put("END", ScriptedSmtp.HANG_UP);
        Envelope envelope = Gateway.envelope(Gateway.ALICE, Event.Message.of("once"));
        Outcome first = gateway.deliver(envelope, Gateway.ALICE, 1);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class, it -> assertThat(it.failure().certain()).isFalse());
        smtp.answers.clear();
        assertThat(gateway.deliver(envelope, Gateway.ALICE, 2))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.mails).hasSize(2);
        assertThat(id(smtp.mails.get(1))).isEqualTo(id(smtp.mails.get(0)));
    }

    @Test
    void anAddressBeyondAsciiNeedsSmtputf8() throws Exception {
        gateway.startUp(settings());
        var person = new Conversation.Direct(Address.person(Surroundings.MAIL, "õnne@mail.test"));
        assertThat(gateway.deliver(person, "x"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it ->
                                assertThat(it.failure().reason())
                                        .isEqualTo(FailureReason.UNSUPPORTED));
        smtp.answers.put("EHLO", "250-scripted\r\n250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8");
        assertThat(gateway.deliver(person, "x")).isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.commands)
                .anyMatch(it -> it.startsWith("MAIL") && it.endsWith(" SMTPUTF8"))
                .anyMatch(it -> it.startsWith("RCPT TO:<õnne@mail.test>"));
        assertThat(smtp.mails.getFirst()).contains("To: õnne@mail.test");
    }

    @Test
    void aConnectionThatTheServerClosedIsMadeAnew() throws Exception {
        gateway.startUp(settings());
        assertThat(gateway.deliver(Gateway.ALICE, "one")).isInstanceOf(Outcome.Delivered.class);
        smtp.answers.put("RSET", ScriptedSmtp.HANG_UP);
        smtp.answers.put("NOOP", ScriptedSmtp.HANG_UP);
        smtp.answers.put("MAIL", ScriptedSmtp.HANG_UP);
        assertThat(gateway.deliver(Gateway.ALICE, "two")).isInstanceOf(Outcome.Deferred.class);
        smtp.answers.clear();
        assertThat(gateway.deliver(Gateway.ALICE, "three")).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aRefusedLoginIsToldToTheOperatorAndDefersEverything() throws Exception {
        smtp.answers.put("AUTH", "535 5.7.8 wrong password");
        gateway.start(settings());
        gateway.awaitState("bad-credentials");
        assertThat(gateway.around.hub.states.getLast().advice())
                .contains("smtp.user", "smtp.password", "gateway")
                .doesNotContain("gw-pw");
        assertThat(gateway.deliver(Gateway.ALICE, "x"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        it ->
                                assertThat(it.failure().reason())
                                        .isEqualTo(FailureReason.BAD_CREDENTIALS));
        assertThat(smtp.mails).isEmpty();
    }

    @Test
    void aServerThatComesLaterIsFound() throws Exception {
        Map<String, Object> settings = settings();
        int port = smtp.port();
        smtp.close();
        gateway.start(settings);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                gateway.around.hub.states.stream()
                                        .anyMatch(LinkState.Degraded.class::isInstance));
        assertThat(gateway.deliver(Gateway.ALICE, "x")).isInstanceOf(Outcome.Deferred.class);
        try (MailServer later = new MailServer(port, 0)) {
            gateway.awaitState("up");
            assertThat(gateway.deliver(Gateway.ALICE, "x")).isInstanceOf(Outcome.Delivered.class);
            assertThat(later.mailsOf("alice@mail.test")).hasSize(1);
        }
    }

    @Test
    void aRoomsMailGoesAgainOnlyToWhomItDidNotReach() throws Exception {
        Map<String, Object> settings = settings();
        settings.put(
                "rooms",
                List.of(
                        Map.of(
                                "name",
                                "lobby",
                                "members",
                                List.of("a@mail.test", "b@mail.test", "c@mail.test"))));
        gateway.startUp(settings);
        smtp.answers.put("b@mail.test", "450 4.2.1 try later");
        smtp.answers.put("c@mail.test", "550 5.1.1 no such user");
        Envelope envelope = Gateway.envelope(Gateway.LOBBY, Event.Message.of("all"));
        assertThat(gateway.deliver(envelope, Gateway.LOBBY, 1))
                .isInstanceOf(Outcome.Deferred.class);
        smtp.answers.clear();
        smtp.commands.clear();
        assertThat(gateway.deliver(envelope, Gateway.LOBBY, 2))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(smtp.commands.stream().filter(line -> line.startsWith("RCPT")))
                .containsExactly("RCPT TO:<b@mail.test>");
        smtp.commands.clear();
        gateway.deliver(Gateway.LOBBY, "again");
        assertThat(smtp.commands.stream().filter(line -> line.startsWith("RCPT")))
                .containsExactly("RCPT TO:<a@mail.test>", "RCPT TO:<b@mail.test>");
    }

    @Test
    void noiseSendsNothing() throws Exception {
        gateway.startUp(settings());
        Event away = new Event.Presence(Event.Availability.AWAY, "tea");
        assertThat(gateway.deliver(Gateway.ALICE, away, 1)).isEqualTo(Outcome.delivered());
        assertThat(gateway.deliver(Gateway.ALICE, new Event.Typing(true), 1))
                .isEqualTo(Outcome.delivered());
        assertThat(gateway.deliver(Gateway.LOBBY, "nobody is in")).isEqualTo(Outcome.delivered());
        assertThat(smtp.mails).isEmpty();
    }

    private static String id(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }
}
