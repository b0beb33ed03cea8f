package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Envelope;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import jakarta.mail.Flags;
import jakarta.mail.MessagingException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The mailbox, its cursor, and what may go wrong with either.
final class MailboxTest {
    private final Gateway gateway = new Gateway();
    private final RecordingHub hub = gateway.around.hub;
    private MailServer server;

    @BeforeEach
    void serve() {
        server = new MailServer();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    private static String mail(int number) {
        return """
        From: alice@mail.test
        To: xmpp.alice=40xmpp.test@gw.test
        Message-ID: <m%d@mail.test>
        Chat-Version: 1.0

        number %d
        """
                .formatted(number, number);
    }

    private String cursor() {
        return gateway.around.store.all.getOrDefault(Mailbox.CURSOR, "");
    }

    private void awaitAccepted(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.accepted.size() >= count);
    }

    private void awaitCursor(String end) {
        await().atMost(Duration.ofSeconds(20)).until(() -> cursor().endsWith(end));
    }

    @Test
    void theCursorMovesOnlyWhenTheMailIsDurable() throws Exception {
        gateway.startUp(server.settings());
        Promise<Void> disk = hub.hold();
        server.dropIn(mail(1));
        server.dropIn(mail(2));
        await().until(() -> hub.offered.size() == 1);
        assertThat(cursor()).isEmpty();
        disk.complete();
        awaitCursor(":2");
        assertThat(hub.texts()).containsExactly("number 1", "number 2");
        await().until(() -> server.mailsOf("gateway@gw.test").size() == 2);
    }

    @Test
    void aFullDiskIsWaitedOut() throws Exception {
        gateway.startUp(server.settings());
        hub.hold().fail("disk full");
        server.dropIn(mail(1));
        await().until(() -> hub.offered.size() >= 2);
        assertThat(hub.accepted).isEmpty();
        assertThat(cursor()).isEmpty();
        hub.durable = Future.succeededFuture();
        awaitCursor(":1");
        assertThat(hub.texts()).containsExactly("number 1");
    }

    @Test
    void aRestartGoesOnWhereItStopped() throws Exception {
        gateway.startUp(server.settings());
        server.dropIn(mail(1));
        awaitCursor(":1");
        gateway.stop();
        IntStream.rangeClosed(2, 5).forEach(this::drop);
        gateway.start(server.settings());
        awaitCursor(":5");
        assertThat(hub.texts())
                .containsExactly("number 1", "number 2", "number 3", "number 4", "number 5");
        assertThat(hub.offered).hasSize(5);
        await().until(() -> hub.recovered.size() == 2);
        assertThat(hub.recovered.getLast()).isEqualTo(4);
    }

    private void drop(int number) {
        try {
            server.dropIn(mail(number));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMailboxThatWasRebuiltIsReadAgainAndNothingIsSaidTwice() throws Exception {
        gateway.startUp(server.settings());
        IntStream.rangeClosed(1, 3).forEach(this::drop);
        awaitCursor(":3");
        gateway.stop();
        gateway.around.store.put(Mailbox.CURSOR, "4711:900");
        drop(4);
        gateway.start(server.settings());
        awaitCursor(":4");
        assertThat(hub.offered).hasSize(7);
        assertThat(hub.texts()).containsExactly("number 1", "number 2", "number 3", "number 4");
    }

    @Test
    void takenMailsAreMarkedOrDeletedOrLeft() throws Exception {
        Map<String, Object> settings = new HashMap<>(server.settings());
        settings.put("after", "delete");
        gateway.startUp(settings);
        drop(1);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                hub.accepted.size() == 1
                                        && server.mailsOf("gateway@gw.test").isEmpty());
        gateway.stop();
        settings.put("after", "seen");
        gateway.start(settings);
        drop(2);
        awaitCursor(":2");
        await().until(() -> server.mailsOf("gateway@gw.test").getFirst().isSet(Flags.Flag.SEEN));
    }

    @Test
    void manyMailsAtOnceComeInOrder() throws Exception {
        gateway.startUp(server.settings());
        IntStream.rangeClosed(1, 100).forEach(this::drop);
        awaitCursor(":100");
        assertThat(hub.texts())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 100).mapToObj(i -> "number " + i).toList());
    }

    @Test
    void withoutIdleTheMailboxIsPolled() throws Exception {
        WithoutIdle proxy = new WithoutIdle(gateway.vertx, server.imap());
        Map<String, Object> settings =
                MailServer.settings("127.0.0.1", server.smtp(), proxy.port());
        settings.computeIfPresent(
                "imap",
                (_, imap) -> {
                    Map<Object, Object> more = new HashMap<>((Map<?, ?>) imap);
                    more.put("poll", "200ms");
                    return more;
                });
        gateway.startUp(settings);
        drop(1);
        awaitAccepted(1);
        proxy.close();
    }

    @Test
    void idleIsRenewedBeforeItEnds() throws Exception {
        Map<String, Object> settings = server.settings();
        settings.computeIfPresent(
                "imap",
                (_, imap) -> {
                    Map<Object, Object> more = new HashMap<>((Map<?, ?>) imap);
                    more.put("idle", "300ms");
                    return more;
                });
        gateway.startUp(settings);
        for (int i = 1; i <= 5; i++) {
            drop(i);
            int count = i;
            await().atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ofMillis(400))
                    .until(() -> hub.accepted.size() == count);
        }
        assertThat(gateway.around.hub.states).hasSize(1);
    }

    @Test
    void aWrongPasswordIsToldToTheOperator() throws Exception {
        Map<String, Object> settings = server.settings();
        settings.put(
                "imap",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        server.imap(),
                        "tls",
                        "none",
                        "user",
                        "gateway",
                        "password",
                        "Wr0ng"));
        gateway.start(settings);
        gateway.awaitState("bad-credentials");
        assertThat(hub.states.getLast().advice())
                .contains("imap.password", "'gateway'")
                .doesNotContain("Wr0ng");
    }

    @Test
    void aServerThatIsDownAtStartIsFoundLaterAndAgainAfterAFall() throws Exception {
        Map<String, Object> settings = server.settings();
        int smtp = server.smtp();
        int imap = server.imap();
        server.close();
        gateway.start(settings);
        gateway.awaitState("down");
        assertThat(hub.states.getLast().advice()).contains("127.0.0.1:" + imap, "imap.host");
        server = new MailServer(smtp, imap);
        gateway.awaitState("up");
        drop(1);
        awaitAccepted(1);
        server.close();
        Instant fallen = Instant.now();
        await().atMost(Duration.ofSeconds(20)).until(() -> !hub.state().equals("up"));
        // COMPAT: GreenMail 2.1.8 makes UIDVALIDITY of the second in which it starts; a server that
        // forgot its mails within one second would look as if it still had them.
        await().until(() -> Instant.now().getEpochSecond() > fallen.getEpochSecond());
        server = new MailServer(smtp, imap);
        gateway.awaitState("up");
        drop(2);
        awaitAccepted(2);
    }

    @Test
    void aPoisonedMailDoesNotStopTheOthers() throws Exception {
        gateway.startUp(server.settings());
        server.dropIn("To: xmpp.alice=40xmpp.test@gw.test\nSubject: nobody wrote this\n\nx\n");
        server.dropIn(
                "From: bob@mail.test\n"
                        + "To: xmpp.alice=40xmpp.test@gw.test\n"
                        + "Message-ID: <p@mail.test>\n"
                        + "Content-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n\n".repeat(6_000));
        drop(3);
        awaitCursor(":3");
        assertThat(hub.texts()).containsExactly("number 3");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.mailsOf("bob@mail.test").size() == 1);
        assertThat(server.mailsOf("bob@mail.test").getFirst().getSubject())
                .startsWith("Not delivered");
    }

    @Test
    void oneMailToSeveralOfOursIsAMessageToEach() throws Exception {
        gateway.around.linked.add(Gateway.LOBBY.room());
        gateway.startUp(server.settings());
        server.dropIn(
                """
                From: alice@mail.test
                To: lobby@gw.test, xmpp.alice=40xmpp.test@gw.test
                Message-ID: <both@mail.test>
                Chat-Version: 1.0

                to both
                """);
        awaitAccepted(2);
        assertThat(
                        hub.accepted.stream()
                                .map(Envelope::nativeIds)
                                .map(ids -> ids.getFirst().value()))
                .containsExactly(
                        "<both@mail.test>", "<both@mail.test>xmpp.alice=40xmpp.test@gw.test");
    }
}
