package io.parlance.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Membership;
import io.parlance.model.Event.Receipt;
import io.parlance.model.Event.Style;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class EnvelopeCodecTest {
    private static final MessageRef REF =
            new MessageRef(Samples.matrixId("$a:b"), EnvelopeId.next());
    private static final Body BODY =
            new Body(
                    "Grüße, \"Bob\" 👋\n\tzweite Zeile \\",
                    List.of(
                            new Attachment(
                                    "a b.png", "image/png", 12, URI.create("https://h/a%20b")),
                            new Attachment(
                                    "x.ogg",
                                    "audio/ogg",
                                    -1,
                                    URI.create("https://h/x"),
                                    Attachment.Kind.VOICE,
                                    new Attachment.Details(
                                            0, 0, 1500, "LEHV6n", URI.create("https://h/t")))),
                    null,
                    new Location(52.5, 13.4, 20.0));

    private static final RichText RICH =
            new RichText(
                    List.of(
                            new Block.Paragraph(
                                    List.of(
                                            new Inline.Text("a \"\\"),
                                            new Inline.Strong(
                                                    List.of(
                                                            new Inline.Emphasis(
                                                                    List.of(
                                                                            new Inline.Text(
                                                                                    "b"))))),
                                            new Inline.LineBreak(),
                                            new Inline.Code("p"),
                                            new Inline.Strike(List.of(new Inline.Text("q"))),
                                            new Inline.Underline(List.of(new Inline.Text("hr"))),
                                            new Inline.Link(
                                                    "https://x.test",
                                                    List.of(new Inline.Text("l"))),
                                            new Inline.Spoiler(null, List.of(new Inline.Text("s"))),
                                            new Inline.Spoiler("r", List.of(new Inline.Text("t"))),
                                            new Inline.Mention("matrix:u/a:b", "A"))),
                            new Block.Heading(3, List.of(new Inline.Text("h"))),
                            new Block.Quote(List.of(new Block.Rule())),
                            new Block.CodeBlock("x\ny", "java"),
                            new Block.CodeBlock("z", null),
                            new Block.ListBlock(
                                    true, 3, List.of(List.of(new Block.Rule()), List.of())),
                            new Block.ListBlock(
                                    false,
                                    1,
                                    List.of(List.of(new Block.Rule(), new Block.Rule())))));

    private final EnvelopeCodec codec = new EnvelopeCodec();

    static Stream<Event> events() {
        return Stream.of(
                new Event.Message(BODY, Style.EMOTE, REF),
                new Event.Message(Body.of("x"), Style.NOTICE, null),
                new Event.Message(Body.of("x", RICH), Style.CHAT, null),
                new Event.Edit(REF, Body.of("x", RICH)),
                Event.Message.of("lone surrogate \ud83d and half \udc4b"),
                new Event.Edit(MessageRef.to(Samples.matrixId("$1")), BODY),
                new Event.Retraction(MessageRef.to(EnvelopeId.next()), "spam"),
                new Event.Retraction(new MessageRef(null, null), null),
                new Event.Reaction(REF, List.of("👍", "🎉")),
                new Event.Reaction(REF, List.of()),
                new Event.Membership(
                        Membership.Change.KICK, new Participant(Samples.BOB, "Bob"), "rude"),
                new Event.Membership(Membership.Change.JOIN, Participant.of(Samples.ALICE), null),
                new Event.RoomChange("Lobby", ""),
                new Event.RoomChange(null, "Tea"),
                new Event.RoomChange(null, null, new Event.Avatar(BODY.attachments().getFirst())),
                new Event.RoomChange(null, null, Event.Avatar.NONE),
                new Event.Message(
                        Body.of("x"),
                        Style.CHAT,
                        null,
                        REF,
                        Instant.ofEpochMilli(1_700_000_000_123L)),
                new Event.Retraction(REF, null, true),
                new Event.RoleChange(Participant.of(Samples.BOB), Event.Role.VISITOR),
                new Event.Succession(Samples.LOUNGE),
                new Event.Profile("Bob", null),
                new Event.Profile(null, new Event.Avatar(BODY.attachments().getLast())),
                new Event.DeliveryFailure(REF, null, Samples.FAILURE, Event.Act.REACTION),
                new Event.Subscription(true),
                new Event.Linkage(false, List.of(Samples.LOBBY, Samples.LOUNGE)),
                new Event.DeliveryFailure(REF, Samples.BOB, Samples.FAILURE),
                new Event.DeliveryFailure(REF, null, Failure.certain(FailureReason.LOOP, "a", "b")),
                new Event.Presence(Availability.AWAY, "tea"),
                new Event.Presence(Availability.OFFLINE, null),
                new Event.Typing(true),
                new Event.Receipt(REF, Receipt.Stage.DISPLAYED));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventComesBackAsItWas(Event event) {
        Envelope envelope = Samples.envelope(new Conversation.Room(Samples.LOBBY), "1", event);
        assertThat(there(envelope)).isEqualTo(envelope);
    }

    @Test
    void noKindOfEventIsForgottenAbove() {
        Set<EventKind> tested = events().map(EventKind::of).collect(Collectors.toSet());
        assertThat(tested).isEqualTo(EnumSet.allOf(EventKind.class));
    }

    @Test
    void everythingAroundTheEventComesBack() {
        Envelope envelope =
                new Envelope(
                        EnvelopeId.next(),
                        Samples.MAIL,
                        Participant.of(Address.person(Samples.XMPP, "room@muc/Nick : # *")),
                        new Conversation.Everyone(),
                        List.of(
                                new NativeId(Samples.MAIL, "<a:b#c@d>"),
                                new NativeId(Samples.MAIL, "#1")),
                        Instant.ofEpochSecond(-5, 7),
                        List.of(new Hop("gw;1", "xmpp"), new Hop("gw2", "")),
                        new Event.Typing(false));
        assertThat(there(envelope)).isEqualTo(envelope);
    }

    @Test
    void directConversationsComeBack() {
        Envelope envelope = Samples.direct("1", "x");
        assertThat(there(envelope)).isEqualTo(envelope);
    }

    @Test
    void unknownFieldsAreIgnored() {
        Envelope envelope = Samples.direct("1", "x");
        String json = new String(codec.encode(envelope), StandardCharsets.UTF_8);
        byte[] newer =
                json.replaceFirst("\\{", "{\"colour\":{\"a\":[1]},")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(EnvelopeCodec.decode(envelope.id(), newer)).isEqualTo(envelope);
    }

    @Test
    void formattingThatIsNotKnownIsLeftOut() {
        Envelope envelope = Samples.direct("1", "x");
        String json = new String(codec.encode(envelope), StandardCharsets.UTF_8);
        assertThat(rich(envelope, json, "[[\"table\"],[\"p\",[\"blink\",\"a\"],[\"b\",\"c\"]]]"))
                .isEqualTo(
                        new RichText(
                                List.of(
                                        new Block.Paragraph(
                                                List.of(
                                                        new Inline.Strong(
                                                                List.of(new Inline.Text("c"))))))));
        assertThat(rich(envelope, json, "[[\"table\"]]")).isNull();
        assertThat(rich(envelope, json, "[[\"p\",[\"a\",\"javascript:x\",\"y\"]]]")).isNull();
        assertThat(rich(envelope, json, "7")).isNull();
    }

    private static @Nullable RichText rich(Envelope envelope, String json, String rich) {
        byte[] newer =
                json.replaceFirst("\\{", Matcher.quoteReplacement("{\"rich\":" + rich + ","))
                        .getBytes(StandardCharsets.UTF_8);
        return ((Event.Message) EnvelopeCodec.decode(envelope.id(), newer).event()).body().rich();
    }

    @ParameterizedTest
    @EnumSource
    void failuresComeBack(FailureReason reason) {
        Failure failure =
                new Failure(reason, "text", "detail \u0000", reason == FailureReason.LOOP);
        assertThat(EnvelopeCodec.decodeFailure(codec.encode(failure))).isEqualTo(failure);
    }

    @Test
    void idsComeBackAlsoWhenPaddedWithBlanks() {
        List<NativeId> ids = List.of(Samples.matrixId("$1"), Samples.matrixId("\" ,\n"));
        byte[] bytes = codec.encode(ids);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 20);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        assertThat(EnvelopeCodec.decodeIds(Samples.MATRIX, padded)).isEqualTo(ids);
        byte[] blank = " ".repeat(9).getBytes(StandardCharsets.UTF_8);
        assertThat(EnvelopeCodec.decodeIds(Samples.MATRIX, blank)).isEmpty();
    }

    private Envelope there(Envelope envelope) {
        return EnvelopeCodec.decode(envelope.id(), codec.encode(envelope));
    }
}
