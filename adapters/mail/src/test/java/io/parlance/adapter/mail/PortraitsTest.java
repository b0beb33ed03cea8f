package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;

import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The picture of a ghost, in the mails after it changed.
final class PortraitsTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final Conversation.Everyone EVERYONE = new Conversation.Everyone();
    private final Gateway gateway = new Gateway();
    private final MailServer mailbox = new MailServer();
    private ScriptedSmtp smtp;

    @BeforeEach
    void start() throws Exception {
        smtp = new ScriptedSmtp(gateway.vertx);
        Map<String, Object> settings =
                MailServer.settings("127.0.0.1", smtp.port(), mailbox.imap());
        List<String> members = List.of("a@mail.test", "b@mail.test");
        settings.put("rooms", List.of(Map.of("name", "lobby", "members", members)));
        gateway.startUp(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        mailbox.close();
    }

    private Attachment picture(String name, int more) throws Exception {
        byte[] bytes = Arrays.copyOf(PNG, PNG.length + more);
        return gateway.around.keep(name, "image/png", new ByteArrayInputStream(bytes));
    }

    private void looks(@Nullable Attachment picture) throws Exception {
        Event profile = new Event.Profile(null, new Event.Avatar(picture));
        int before = smtp.mails.size();
        assertThat(gateway.deliver(EVERYONE, profile, 1)).isEqualTo(Outcome.delivered());
        assertThat(smtp.mails).as("no mail of its own").hasSize(before);
    }

    private MimeMessage last() throws Exception {
        byte[] raw = smtp.mails.getLast().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(Sessions.PURE, new ByteArrayInputStream(raw));
    }

    private MimeMessage said(Conversation where) throws Exception {
        assertThat(gateway.deliver(where, "hello")).isInstanceOf(Outcome.Delivered.class);
        return last();
    }

    private static String field(MimeMessage mail) {
        return MailServer.header(mail, "Chat-User-Avatar");
    }

    /// How many bytes the picture has that the field names; 0 if there is no such field or part.
    private static long size(MimeMessage mail) throws Exception {
        return MimeWalk.of(mail).files().stream()
                .filter(file -> file.name().equals(field(mail)))
                .filter(file -> file.mediaType().equals("image/png"))
                .mapToLong(FilePart::size)
                .sum();
    }

    @Test
    void comesOnceInEachConversation() throws Exception {
        looks(picture("my face.png", 0));
        MimeMessage first = said(Gateway.ALICE);
        assertThat(size(first)).isEqualTo(PNG.length);
        assertThat(MimeWalk.of(first).text().strip()).isEqualTo("hello");
        assertThat(smtp.mails.getLast()).contains("Content-Disposition: attachment");
        MimeMessage second = said(Gateway.ALICE);
        assertThat(field(second)).isEmpty();
        assertThat(MimeWalk.of(second).files()).isEmpty();
        assertThat(size(said(Gateway.LOBBY))).isEqualTo(PNG.length);
        assertThat(field(said(Gateway.LOBBY))).isEmpty();
    }

    @Test
    void comesAgainWhenItChangedAndGoesWhenItIsGone() throws Exception {
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        looks(picture("face.png", 0));
        String before = field(said(Gateway.ALICE));
        looks(picture("face.png", 1));
        MimeMessage changed = said(Gateway.ALICE);
        assertThat(size(changed)).isEqualTo(PNG.length + 1);
        assertThat(field(changed)).isNotEqualTo(before);
        gateway.deliver(EVERYONE, new Event.Profile("Al", null), 1);
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        looks(null);
        MimeMessage removed = said(Gateway.ALICE);
        assertThat(field(removed)).isEqualTo("0");
        assertThat(MimeWalk.of(removed).files()).isEmpty();
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        assertThat(field(said(Gateway.LOBBY))).as("nothing was shown there").isEmpty();
    }

    @Test
    void isReadBackByOurOwnReader() throws Exception {
        looks(picture("face.png", 0));
        said(Gateway.ALICE);
        Letter letter = Mails.letter(smtp.mails.getLast());
        String name = letter.headers().first("chat-user-avatar");
        assertThat(letter.contents().files()).extracting(FilePart::name).containsExactly(name);
        assertThat(new Bodies(gateway.around, 1000).of(letter).attachments()).isEmpty();
    }

    @Test
    void comesAgainWithTheRepetitionOfAMailThatFailed() throws Exception {
        looks(picture("face.png", 0));
        var envelope = Gateway.envelope(Gateway.ALICE, Event.Message.of("x"));
        smtp.answers.put("END", ScriptedSmtp.HANG_UP);
        assertThat(gateway.deliver(envelope, Gateway.ALICE, 1))
                .isInstanceOf(Outcome.Deferred.class);
        String tried = smtp.mails.getLast();
        smtp.answers.clear();
        looks(picture("other.png", 5));
        assertThat(gateway.deliver(envelope, Gateway.ALICE, 2))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(size(last())).isEqualTo(PNG.length);
        assertThat(field(last()))
                .isEqualTo(Mails.letter(tried).headers().first("chat-user-avatar"));
        gateway.deliver(envelope, Gateway.ALICE, 3);
        assertThat(size(last())).as("after a crash").isEqualTo(PNG.length);
        assertThat(size(said(Gateway.ALICE))).isEqualTo(PNG.length + 5);
    }

    @Test
    void aRepetitionBringsNoneWhereTheFirstTryBroughtNone() throws Exception {
        var envelope = Gateway.envelope(Gateway.LOBBY, Event.Message.of("x"));
        smtp.answers.put("b@mail.test", "450 4.2.1 try later");
        gateway.deliver(envelope, Gateway.LOBBY, 1);
        smtp.answers.clear();
        looks(picture("face.png", 0));
        gateway.deliver(envelope, Gateway.LOBBY, 2);
        assertThat(field(last())).isEmpty();
        assertThat(size(said(Gateway.LOBBY))).isEqualTo(PNG.length);
    }

    @Test
    void isNotInTheWayOfTheMail() throws Exception {
        looks(picture("large.png", Portraits.LIMIT));
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        looks(gateway.around.keep("x.txt", "text/plain", new ByteArrayInputStream(PNG)));
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        looks(new Attachment("gone.png", "image/png", 5, URI.create("https://gw.test/gone")));
        assertThat(field(said(Gateway.ALICE))).isEmpty();
        looks(null);
        assertThat(field(said(Gateway.ALICE))).as("none was ever shown").isEmpty();
    }

    @Test
    void waitsForAMailThatSaysSomething() throws Exception {
        looks(picture("face.png", 0));
        var target = new MessageRef(new NativeId(Surroundings.MAIL, "<a@b>"), EnvelopeId.next());
        gateway.deliver(Gateway.ALICE, new Event.Reaction(target, List.of("👍")), 1);
        gateway.deliver(Gateway.ALICE, new Event.Edit(target, Body.of("better")), 1);
        assertThat(smtp.mails).hasSize(2).noneMatch(mail -> mail.contains("Chat-User-Avatar"));
        assertThat(size(said(Gateway.ALICE))).isEqualTo(PNG.length);
    }

    @ParameterizedTest
    @CsvSource({"image/png, avatar-1.png", "image/JPEG, avatar-1.jpg", "image/x-icon, avatar-1.x"})
    void isNamedByUs(String type, String name) {
        assertThat(Portrait.of("1", type, PNG).field()).isEqualTo(name);
    }
}
