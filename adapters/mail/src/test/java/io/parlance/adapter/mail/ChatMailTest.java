package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What chat programs do by mail beyond saying something, both ways.
final class ChatMailTest {
    private static final String GHOST = "xmpp.alice=40xmpp.test@gw.test";
    private static final String OURS =
            "<aaaabbbbccccddddeeeeffff2222333344445555666677772222@gw.test>";
    private final Gateway gateway = new Gateway();
    private final RecordingHub hub = gateway.around.hub;
    private final MailServer server = new MailServer();

    @BeforeEach
    void start() throws Exception {
        gateway.around.linked.add(Gateway.LOBBY.room());
        gateway.startUp(server.settings());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    private List<Event> taken(int count, String from, String to, String mail) throws Exception {
        int before = hub.accepted.size();
        server.dropIn(
                "From: %s\nTo: %s\nChat-Version: 1.0\nMessage-ID: <c%d@mail.test>\n%s\n"
                        .formatted(from, to, before, mail));
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.accepted.size() == before + count);
        return hub.accepted.subList(before, before + count).stream().map(e -> e.event()).toList();
    }

    private MimeMessage heard(Conversation target, Event event) throws Exception {
        gateway.deliver(target, event, 1);
        return server.mailsOf("alice@mail.test").getLast();
    }

    private static MessageRef ref(String id) {
        return MessageRef.to(new NativeId(Surroundings.MAIL, id));
    }

    private static MessageRef there(String id) {
        return new MessageRef(new NativeId(Surroundings.MAIL, id), EnvelopeId.next());
    }

    @Test
    void changesComeInAsWhatTheyAre() throws Exception {
        assertThat(
                        taken(
                                1,
                                "al@mail.test",
                                GHOST,
                                "Chat-Edit: <x@mail.test>\n\n\u270f\ufe0fbetter"))
                .containsExactly(new Event.Edit(ref("<x@mail.test>"), Body.of("better")));
        assertThat(taken(2, "al@mail.test", GHOST, "Chat-Delete: <x@mail.test y@mail.test>\n\nx"))
                .containsExactly(
                        new Event.Retraction(ref("<x@mail.test>"), null),
                        new Event.Retraction(ref("<y@mail.test>"), null));
        String reaction = "In-Reply-To: " + OURS + "\nContent-Disposition: reaction\n\n";
        assertThat(taken(1, "al@mail.test", GHOST, reaction + "👍"))
                .containsExactly(new Event.Reaction(ref(OURS), List.of("👍")));
        assertThat(taken(1, "al@mail.test", GHOST, reaction))
                .containsExactly(new Event.Reaction(ref(OURS), List.of()));
    }

    @Test
    void anAnswerIsOneAndAnOlderThreadIsOne() throws Exception {
        taken(1, "al@mail.test", GHOST, "Subject: Tea\n\ntea");
        taken(1, "al@mail.test", GHOST, "Subject: Cake\n\ncake");
        String answer = "In-Reply-To: <c0@mail.test>\nReferences: <c0@mail.test>\n\nyes";
        Event.Message threaded = (Event.Message) taken(1, "al@mail.test", GHOST, answer).getFirst();
        assertThat(threaded.thread()).isEqualTo(threaded.inReplyTo()).isNotNull();
        Event.Message plain =
                (Event.Message)
                        taken(1, "al@mail.test", GHOST, "In-Reply-To: <c1@mail.test>\n\nyes")
                                .getFirst();
        assertThat(plain.inReplyTo()).isEqualTo(ref("<c1@mail.test>"));
        assertThat(plain.thread()).isNull();
    }

    @Test
    void roomMembersHearOfChangesToo() throws Exception {
        taken(1, "alice@mail.test", "lobby@gw.test", "\nhello");
        taken(1, "bob@mail.test", "lobby@gw.test", "\nhello, Alice");
        taken(1, "bob@mail.test", "lobby@gw.test", "Chat-Edit: <c1@mail.test>\n\n\u270f\ufe0fhi");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.mailsOf("alice@mail.test").size() == 2);
        MimeMessage edit = server.mailsOf("alice@mail.test").getLast();
        assertThat(MailServer.header(edit, "Chat-Edit")).isEqualTo("<c1@mail.test>");
        assertThat(MimeWalk.of(edit).text().strip()).isEqualTo("\u270f\ufe0f hi");
    }

    @Test
    void anEditNamesTheOriginal() throws Exception {
        MimeMessage edit =
                heard(Gateway.ALICE, new Event.Edit(there(OURS), Body.of("better said")));
        assertThat(MailServer.header(edit, "Chat-Edit")).isEqualTo(OURS);
        assertThat(MailServer.header(edit, "In-Reply-To")).isEqualTo(OURS);
        assertThat(MimeWalk.of(edit).text().strip()).isEqualTo("\u270f\ufe0f better said");
    }

    @Test
    void aRetractionSaysOfWhat() throws Exception {
        MimeMessage said = heard(Gateway.ALICE, Event.Message.of("A plain word"));
        String id = MailServer.header(said, "Message-ID");
        gateway.deliver(
                Gateway.envelope(Gateway.ALICE, new Event.Retraction(there(id), null)),
                Gateway.ALICE,
                1);
        MimeMessage taken = server.mailsOf("alice@mail.test").getLast();
        assertThat(MailServer.header(taken, "Chat-Delete")).isEqualTo(id);
        assertThat(MimeWalk.of(taken).text()).contains("took back «A plain word»");
    }

    @Test
    void aReactionIsReadByProgramsAndPeople() throws Exception {
        MimeMessage reaction =
                heard(Gateway.ALICE, new Event.Reaction(there(OURS), List.of("👍", "🎉")));
        assertThat(MailServer.header(reaction, "In-Reply-To")).isEqualTo(OURS);
        Contents contents = MimeWalk.of(reaction);
        assertThat(contents.reaction()).containsExactly("👍", "🎉");
        assertThat(contents.text().strip()).isEqualTo("reacted 👍 🎉");
        assertThat(contents.html()).contains("reacted 👍 🎉");
        MimeMessage none = heard(Gateway.ALICE, new Event.Reaction(there(OURS), List.of()));
        assertThat(MimeWalk.of(none).reaction()).isEmpty();
        assertThat(MimeWalk.of(none).text()).contains("took back the reaction");
    }

    @Test
    void whoAskedIsToldOnceThatItWasSeen() throws Exception {
        String asking = "Chat-Disposition-Notification-To: <alice@mail.test>\n\nwell?";
        taken(1, "alice@mail.test", GHOST, asking);
        taken(1, "alice@mail.test", GHOST, "\nnobody asks");
        taken(1, "alice@mail.test", GHOST, "Disposition-Notification-To: bob@mail.test\n\nwell?");
        for (String id :
                List.of("<c0@mail.test>", "<c0@mail.test>", "<c1@mail.test>", "<c2@mail.test>")) {
            gateway.deliver(
                    Gateway.ALICE, new Event.Receipt(there(id), Event.Receipt.Stage.DISPLAYED), 1);
        }
        assertThat(server.mailsOf("alice@mail.test")).hasSize(1);
        assertThat(server.mailsOf("bob@mail.test")).isEmpty();
        MimeMessage seen = server.mailsOf("alice@mail.test").getFirst();
        assertThat(seen.getContentType()).contains("report-type=disposition-notification");
        assertThat(MailServer.header(seen, "Auto-Submitted")).isEqualTo("auto-replied");
        assertThat(new String(seen.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Original-Message-ID: <c0@mail.test>", "; displayed");
    }

    @Test
    void aFileIsAnAttachment() throws Exception {
        byte[] bytes = "This is the plan.\n".getBytes(StandardCharsets.UTF_8);
        Attachment file =
                gateway.around.keep("plän.txt", "text/plain", new ByteArrayInputStream(bytes));
        Event message =
                new Event.Message(new Body("", List.of(file)), Event.Style.CHAT, null, null, null);
        Contents contents = MimeWalk.of(heard(Gateway.ALICE, message));
        FilePart part = contents.files().getFirst();
        assertThat(part.name()).isEqualTo("plän.txt");
        assertThat(part.mediaType()).isEqualTo("text/plain");
        assertThat(part.content().get().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aFileOfAMailMemberReachesTheOthers() throws Exception {
        taken(1, "alice@mail.test", "lobby@gw.test", "\nhello");
        String voice =
                """
                Chat-Voice-Message: 1
                Chat-Duration: 4500
                Content-Type: multipart/mixed; boundary=b

                --b

                listen
                --b
                Content-Type: audio/ogg; name=voice.ogg
                Content-Disposition: attachment
                Content-Transfer-Encoding: base64

                T2dnUw==
                --b--
                """;
        Event.Message message =
                (Event.Message) taken(1, "bob@mail.test", "lobby@gw.test", voice).getFirst();
        Attachment file = message.body().attachments().getFirst();
        assertThat(file.kind()).isEqualTo(Attachment.Kind.VOICE);
        assertThat(file.details().millis()).isEqualTo(4500);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !server.mailsOf("alice@mail.test").isEmpty());
        MimeMessage mail = server.mailsOf("alice@mail.test").getLast();
        assertThat(mail.getMessageID()).isEqualTo("<c1@mail.test>");
        assertThat(MailServer.header(mail, "Chat-Voice-Message")).isEqualTo("1");
        assertThat(MailServer.header(mail, StoredMail.NOTE)).isEmpty();
        FilePart part = MimeWalk.of(mail).files().getFirst();
        assertThat(part.name()).isEqualTo("voice.ogg");
        assertThat(new String(part.content().get().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("OggS");
    }

    @Test
    void aPlaceAndATimeToVanishAreRead() throws Exception {
        Event.Message message =
                (Event.Message)
                        taken(
                                        1,
                                        "al@mail.test",
                                        GHOST,
                                        "Expires: Fri, 2 Jan 2026 03:04:05 GMT\n\n"
                                                + "Verona (geo:45.4384,10.9916).")
                                .getFirst();
        assertThat(message.expires()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(message.body().location()).isEqualTo(new Location(45.4384, 10.9916, null));
    }

    @Test
    void aPictureOfSomebodyIsToldOnce() throws Exception {
        String avatar = "Chat-User-Avatar: base64: iVBORw0K\n GgoAAAA=\n\nhello";
        List<Event> first = taken(2, "al@mail.test", GHOST, avatar);
        assertThat(first.getLast()).isInstanceOf(Event.Profile.class);
        taken(1, "al@mail.test", GHOST, avatar);
        List<Event> none = taken(2, "al@mail.test", GHOST, "Chat-User-Avatar: 0\n\nhello");
        assertThat(none.getLast()).isEqualTo(new Event.Profile(null, Event.Avatar.NONE));
    }

    @Test
    void aThreadIsItsReferences() throws Exception {
        heard(Gateway.ALICE, Event.Message.of("main"));
        Event message =
                new Event.Message(
                        Body.of("apart"),
                        Event.Style.CHAT,
                        null,
                        there("<root@mail.test>"),
                        Instant.parse("2026-01-02T03:04:05Z"));
        MimeMessage apart = heard(Gateway.ALICE, message);
        assertThat(MailServer.header(apart, "In-Reply-To")).isEqualTo("<root@mail.test>");
        assertThat(MailServer.header(apart, "References")).isEqualTo("<root@mail.test>");
        assertThat(MailServer.header(apart, "Expires")).isEqualTo("Fri, 2 Jan 2026 03:04:05 GMT");
    }

    @Test
    void aTopicIsOneShortMail() throws Exception {
        taken(1, "alice@mail.test", "lobby@gw.test", "\nhello");
        MimeMessage mail = heard(Gateway.LOBBY, new Event.RoomChange(null, "Tea and cake"));
        assertThat(MimeWalk.of(mail).text().strip()).isEqualTo("set the topic to «Tea and cake»");
        assertThat(MailServer.header(mail, "In-Reply-To")).isEqualTo("<c0@mail.test>");
        MimeMessage named = heard(Gateway.LOBBY, new Event.RoomChange("Salon", null));
        assertThat(MailServer.header(named, "Chat-Group-Name")).isEqualTo("Salon");
        assertThat(MailServer.header(named, "Chat-Group-Name-Changed")).isEqualTo("Lobby");
    }
}
