package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What becomes of which mail, and who is told what.
final class IntakeTest {
    private static final String GHOST = "xmpp.alice=40xmpp.test@gw.test";
    private static final String OURS =
            "<aaaabbbbccccddddeeeeffff2222333344445555666677772222@gw.test>";
    private final Gateway gateway = new Gateway();
    private final RecordingHub hub = gateway.around.hub;
    private final MailServer server = new MailServer();

    @BeforeEach
    void start() throws Exception {
        gateway.around.linked.add(Gateway.LOBBY.room());
        Map<String, Object> settings = server.settings();
        settings.put("untrusted", "mark");
        settings.put("trusted_authserv", "mx.mail.test");
        gateway.startUp(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    private void mail(String from, String to, String fields, String text) throws Exception {
        int number = server.mailsOf("gateway@gw.test").size() + 1;
        String id =
                fields.contains("Message-ID:") ? "" : "Message-ID: <i" + number + "@mail.test>\n";
        String auth = "Authentication-Results: mx.mail.test; auth=pass smtp.auth=" + from + "\n";
        server.dropIn(
                (fields.contains("Forged") ? "" : auth)
                        + "From: "
                        + from
                        + "\nTo: "
                        + to
                        + "\n"
                        + id
                        + fields
                        + "\n"
                        + text
                        + "\n");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                gateway.around
                                        .store
                                        .all
                                        .getOrDefault(Mailbox.CURSOR, "")
                                        .endsWith(":" + number));
    }

    private MimeMessage answer(String to) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !server.mailsOf(to).isEmpty());
        return server.mailsOf(to).getLast();
    }

    @Test
    void ourOwnMailAndForgedGhostsAreDropped() throws Exception {
        mail("alice@mail.test", GHOST, "X-Parlance-Hop: gw1;mail\n", "again");
        mail("alice@mail.test", GHOST, "Message-ID: " + OURS + "\n", "again");
        mail("matrix.bob=40hs.test@gw.test", GHOST, "", "I am Bob");
        assertThat(hub.offered).isEmpty();
        mail("alice@mail.test", GHOST, "X-Parlance-Hop: other;xmpp\n", "by way of another gateway");
        assertThat(hub.accepted.getFirst().trail()).hasToString("[other;xmpp]");
    }

    @Test
    void aSenderNobodyVouchesForIsMarked() throws Exception {
        mail("alice@mail.test", GHOST, "X-Forged: 1\n", "x");
        mail("alice@mail.test", GHOST, "", "x");
        assertThat(hub.accepted.getFirst().sender().displayName())
                .isEqualTo("alice@mail.test (unverified)");
        assertThat(hub.accepted.getLast().sender().displayName()).isNull();
    }

    @Test
    void automaticMailIsANoticeToAPersonAndNothingToARoom() throws Exception {
        mail(
                "alice@mail.test",
                GHOST,
                "Auto-Submitted: auto-replied\nIn-Reply-To: " + OURS + "\nSubject: Away\n",
                "I am away.");
        mail("news@mail.test", "lobby@gw.test", "List-Id: <news.mail.test>\n", "News!");
        mail("alice@mail.test", "nowhere@gw.test", "Precedence: bulk\n", "x");
        assertThat(hub.offered).hasSize(1);
        assertThat(hub.accepted.getFirst().event())
                .isInstanceOfSatisfying(
                        Event.Message.class,
                        m -> assertThat(m.style()).isEqualTo(Event.Style.NOTICE));
        assertThat(server.mailsOf("alice@mail.test")).isEmpty();
    }

    @Test
    void aBounceIsADeliveryFailureAndAReceiptAReceipt() throws Exception {
        for (String file : List.of("dsn-postfix.eml", "mdn.eml")) {
            server.dropIn(new String(Mails.file("parlance/" + file), StandardCharsets.UTF_8));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.accepted.size() == 3);
        MessageRef target = MessageRef.to(new NativeId(Surroundings.MAIL, OURS));
        assertThat(hub.accepted)
                .allMatch(
                        e ->
                                e.conversation()
                                        .equals(new Conversation.Direct(Surroundings.alice())));
        assertThat(hub.accepted.getFirst().event())
                .isInstanceOfSatisfying(
                        Event.DeliveryFailure.class,
                        f -> {
                            assertThat(f.target()).isEqualTo(target);
                            assertThat(f.recipient()).hasToString("mail:list-full@example.org");
                            assertThat(f.failure().reason())
                                    .isEqualTo(FailureReason.RECIPIENT_UNAVAILABLE);
                        });
        assertThat(hub.accepted.getLast().event())
                .isEqualTo(new Event.Receipt(target, Event.Receipt.Stage.DISPLAYED));
    }

    @Test
    void whatCannotBePassedOnIsAnsweredInWords() throws Exception {
        mail("alice@mail.test", GHOST, "Subject: Big\n", "0123456789abcde\n".repeat(4_500));
        MimeMessage big = answer("alice@mail.test");
        assertThat(big.getSubject()).isEqualTo("Not delivered: «Big»");
        assertThat(MailServer.header(big, "Auto-Submitted")).isEqualTo("auto-replied");
        assertThat(MimeWalk.of(big).text()).contains("at most 65,536");
        hub.decision =
                e ->
                        new Acceptance.Rejected(
                                Failure.certain(FailureReason.FORBIDDEN, "Not today.", "x"));
        mail("bob@mail.test", GHOST, "", "x");
        assertThat(MimeWalk.of(answer("bob@mail.test")).text()).contains("Not today.");
        assertThat(hub.accepted).isEmpty();
    }

    @Test
    void anUnlinkedRoomAndAnUnknownGhostAreAnswered() throws Exception {
        hub.decision = _ -> new Acceptance.Dropped("not-linked");
        mail("alice@mail.test", "typo@gw.test", "", "x");
        assertThat(MimeWalk.of(answer("alice@mail.test")).text())
                .contains("Nobody reads typo@gw.test");
        mail("bob@mail.test", "xmpp.alice=4@gw.test", "", "x");
        assertThat(MimeWalk.of(answer("bob@mail.test")).text()).contains("Nobody has the address");
        assertThat(gateway.around.store.all.keySet()).noneMatch(key -> key.startsWith("member/"));
    }

    @Test
    void membersComeAndGoAndHearEachOther() throws Exception {
        mail("bob@mail.test", "lobby@gw.test", "Subject: Join\n", "");
        assertThat(answer("bob@mail.test").getSubject()).isEqualTo("You are in Lobby");
        assertThat(hub.accepted.getFirst().event())
                .isInstanceOfSatisfying(
                        Event.Membership.class,
                        m -> assertThat(m.change()).isEqualTo(Event.Membership.Change.JOIN));
        mail(
                "alice@mail.test",
                "lobby@gw.test",
                "Chat-Version: 1.0\nMessage-ID: <al@mail.test>\n",
                "Hello, Bob");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.mailsOf("bob@mail.test").size() == 2);
        MimeMessage heard = server.mailsOf("bob@mail.test").getLast();
        assertThat(heard.getMessageID()).isEqualTo("<al@mail.test>");
        assertThat(MimeWalk.of(heard).text()).contains("Hello, Bob");
        assertThat(MailServer.header(heard, "X-Parlance-Hop")).isEqualTo("gw1;mail");
        mail("bob@mail.test", "lobby@gw.test", "Subject: leave\n", "");
        assertThat(hub.accepted.getLast().event())
                .isInstanceOfSatisfying(
                        Event.Membership.class,
                        m -> assertThat(m.change()).isEqualTo(Event.Membership.Change.LEAVE));
        gateway.deliver(Gateway.LOBBY, "to Alice alone");
        assertThat(server.mailsOf("alice@mail.test")).hasSize(1);
        assertThat(server.mailsOf("bob@mail.test"))
                .noneMatch(m -> MailServer.header(m, "X-Parlance-Hop").equals("gw1;xmpp"));
    }

    @Test
    void aRoomOfAnotherNetworkIsJoinedBeforeItIsWrittenTo() throws Exception {
        Address room = Address.room(Surroundings.XMPP, "room@rooms.xmpp.test");
        String list = "xmpp.=23room=40rooms.xmpp.test@gw.test";
        mail("alice@mail.test", list, "Chat-Version: 1.0\n", "one");
        mail("alice@mail.test", list, "Chat-Version: 1.0\n", "two");
        assertThat(hub.accepted.stream().map(e -> e.event().getClass().getSimpleName()))
                .containsExactly("Membership", "Message", "Message");
        assertThat(hub.accepted)
                .allMatch(e -> e.conversation().equals(new Conversation.Room(room)));
        gateway.deliver(new Conversation.Room(room), "three");
        MimeMessage three = answer("alice@mail.test");
        assertThat(MailServer.recipients(three)).isEqualTo(list);
        assertThat(MailServer.header(three, "List-Id"))
                .isEqualTo("<xmpp.=23room=40rooms.xmpp.test.gw.test>");
    }

    @Test
    void answersRefer() throws Exception {
        mail(
                "alice@mail.test",
                GHOST,
                "Subject: Re: Tea\nIn-Reply-To: " + OURS + "\n",
                "Yes.\n\nOn 1 May, Al <a@b.test> wrote:\n> Tea?");
        assertThat(hub.texts()).containsExactly("Yes.");
        assertThat(((Event.Message) hub.accepted.getFirst().event()).inReplyTo())
                .isEqualTo(MessageRef.to(new NativeId(Surroundings.MAIL, OURS)));
        Event reply =
                new Event.Message(
                        Body.of("Five."),
                        Event.Style.CHAT,
                        new MessageRef(
                                new NativeId(Surroundings.MAIL, "<i1@mail.test>lobby@gw.test"),
                                EnvelopeId.next()));
        gateway.deliver(Gateway.ALICE, reply, 1);
        MimeMessage five = answer("alice@mail.test");
        assertThat(five.getSubject()).isEqualTo("Re: Tea");
        assertThat(MailServer.header(five, "In-Reply-To")).isEqualTo("<i1@mail.test>");
        assertThat(MailServer.header(five, "References").replaceAll("\\s+", " "))
                .isEqualTo(OURS + " <i1@mail.test>");
    }

    @Test
    void filesAreKeptAndOverlargeOnesNamed() throws Exception {
        String parts =
                "--b\n\n"
                        + "See\n"
                        + "--b\n"
                        + "Content-Type: image/png; name=\"=?utf-8?Q?b=C3=BCld.png?=\"\n"
                        + "Content-Disposition: attachment\n"
                        + "Content-Transfer-Encoding: base64\n\n"
                        + "AAEC\n"
                        + "--b\n"
                        + "Content-Type: application/zip; name=big.zip\n\n"
                        + "0123456789abcdef\n".repeat(70_000)
                        + "--b--";
        mail(
                "alice@mail.test",
                GHOST,
                "Chat-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n",
                parts);
        assertThat(gateway.around.files).containsExactly("büld.png image/png 3");
        assertThat(hub.texts().getFirst())
                .startsWith("See\n[file «big.zip» (1.2 MiB) is over the limit");
    }

    @Test
    void aFailureIsToldAsADeliveryReport() throws Exception {
        Event failure =
                new Event.DeliveryFailure(
                        MessageRef.to(new NativeId(Surroundings.MAIL, "<i1@mail.test>")),
                        Surroundings.alice(),
                        Failure.certain(
                                FailureReason.RECIPIENT_UNKNOWN, "Nobody is called that.", "x"));
        assertThat(gateway.deliver(Gateway.ALICE, failure, 1))
                .isInstanceOf(Outcome.Delivered.class);
        MimeMessage report = answer("alice@mail.test");
        assertThat(report.getContentType()).contains("report-type=delivery-status");
        assertThat(MailServer.header(report, "In-Reply-To")).isEqualTo("<i1@mail.test>");
        assertThat(MimeWalk.of(report).text()).contains("Nobody is called that.", GHOST);
    }
}
