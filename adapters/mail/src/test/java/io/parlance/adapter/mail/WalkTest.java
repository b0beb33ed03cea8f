package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Adapter;
import io.vertx.core.Vertx;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One message each way, direct and in a room, through a mail server.
final class WalkTest {
    private static final Address LOBBY = Address.room(Surroundings.MAIL, "lobby@gw.test");
    private final Vertx vertx = Vertx.vertx();
    private final Surroundings around = new Surroundings();
    private final MailServer server = new MailServer();
    private Adapter adapter;

    @BeforeEach
    void start() throws Exception {
        adapter = new MailAdapterProvider().create(around.context(vertx, server.settings()));
        get(adapter.start());
        await().until(() -> around.hub.state().equals("up"));
    }

    @AfterEach
    void stop() throws Exception {
        get(adapter.stop());
        server.close();
        get(vertx.close());
    }

    @Test
    void aMailToAGhostIsADirectMessage() throws Exception {
        server.dropIn(
                """
                From: Alice Liddell <alice@mail.test>
                To: xmpp.alice=40xmpp.test@gw.test
                Subject: Tea
                Message-ID: <one@mail.test>

                Come at five. ☕
                """);
        await().until(() -> around.hub.accepted.size() == 1);
        Envelope envelope = around.hub.accepted.getFirst();
        assertThat(envelope.sender())
                .isEqualTo(
                        new Participant(
                                Address.person(Surroundings.MAIL, "alice@mail.test"),
                                "Alice Liddell"));
        assertThat(envelope.conversation())
                .isEqualTo(new Conversation.Direct(Surroundings.alice()));
        assertThat(envelope.nativeIds())
                .containsExactly(new NativeId(Surroundings.MAIL, "<one@mail.test>"));
        assertThat(around.hub.texts()).containsExactly("Tea\nCome at five. ☕");
        await().until(() -> around.store.all.get("imap/cursor") != null);
    }

    @Test
    void aDirectMessageIsAMailFromTheGhost() throws Exception {
        Address person = Address.person(Surroundings.MAIL, "alice@mail.test");
        Outcome outcome = deliver(new Conversation.Direct(person), "Hello\n.\nالسلام 👋", 1);
        MimeMessage mail = server.mailsOf("alice@mail.test").getFirst();
        assertThat(outcome)
                .isEqualTo(
                        Outcome.delivered(
                                new NativeId(
                                        Surroundings.MAIL, MailServer.header(mail, "Message-ID"))));
        assertThat(mail.getFrom()[0])
                .hasToString("=?UTF-8?Q?Al=C3=ADce?= <xmpp.alice=40xmpp.test@gw.test>");
        assertThat(mail.getSubject()).isEqualTo("Chat with Alíce");
        assertThat(MimeWalk.of(mail).text().strip()).isEqualTo("Hello\n.\nالسلام 👋");
        assertThat(MailServer.header(mail, "X-Parlance-Hop")).isEqualTo("gw1;xmpp");
    }

    @Test
    void aRoomsMailGoesToWhoWroteThere() throws Exception {
        around.linked.add(LOBBY);
        server.dropIn(
                """
                From: bob@mail.test
                To: lobby@gw.test
                Subject: Hello
                Message-ID: <two@mail.test>

                I am Bob.
                """);
        await().until(() -> around.hub.accepted.size() == 1);
        assertThat(around.hub.accepted.getFirst().conversation())
                .isEqualTo(new Conversation.Room(LOBBY));
        await().until(() -> around.store.all.containsKey("member/lobby@gw.test/bob@mail.test"));
        deliver(new Conversation.Room(LOBBY), "Welcome", 1);
        MimeMessage mail = server.mailsOf("bob@mail.test").getFirst();
        assertThat(MailServer.recipients(mail)).isEqualTo("lobby@gw.test");
        assertThat(mail.getSubject()).isEqualTo("Re: Hello");
        assertThat(MailServer.header(mail, "In-Reply-To")).isEqualTo("<two@mail.test>");
        assertThat(MailServer.header(mail, "List-Post")).isEqualTo("<mailto:lobby@gw.test>");
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
                .isEqualTo("Alíce (via Lobby)");
        assertThat(MailServer.header(mail, "Chat-Group-ID")).matches("[0-9a-zA-Z_-]{11,32}");
        assertThat(MailServer.header(mail, "Chat-Group-Name")).isEqualTo("Lobby");
    }

    private Outcome deliver(Conversation target, String text, int attempt) throws Exception {
        Envelope envelope =
                Envelope.of(
                                new Participant(Surroundings.alice(), "Alíce"),
                                target,
                                new NativeId(Surroundings.XMPP, "x1"),
                                Instant.parse("2026-01-02T03:04:05Z"),
                                Event.Message.of(text))
                        .withTrail(List.of(new Hop("gw1", "xmpp")));
        return get(
                adapter.deliver(
                        new Delivery(envelope, Surroundings.MAIL, target, Set.of(), attempt)));
    }

    private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
