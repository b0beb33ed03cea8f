package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Event.Receipt.Stage;
import io.parlance.model.Event.Style;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

class DegraderTest {
    private static final Participant ALICE = Sample.person(Sample.RED, "Alice");
    private static final MessageRef THERE =
            new MessageRef(new NativeId(Sample.BLUE, "$1"), EnvelopeId.next());
    private static final MessageRef ELSEWHERE = new MessageRef(null, EnvelopeId.next());
    private static final Attachment FILE =
            new Attachment("cat.png", "image/png", 2048, URI.create("https://x.test/cat.png"));
    private static final Event REPLY = new Event.Message(Body.of("yes"), Style.CHAT, THERE);
    private static final Event EMOTE = new Event.Message(Body.of("waves"), Style.EMOTE, null);
    private static final Event PICTURE =
            new Event.Message(new Body("look", List.of(FILE)), Style.CHAT, null);
    private static final Event EDIT = new Event.Edit(THERE, Body.of("better"));
    private static final Event RETRACTION = new Event.Retraction(THERE, null);
    private static final Event REACTION = new Event.Reaction(THERE, List.of("👍", "🎉"));
    private static final Event JOIN = Sample.change(Change.JOIN, ALICE);
    private static final Event TOPIC = new Event.RoomChange(null, "tea");
    private static final Event FAILURE =
            new Event.DeliveryFailure(
                    THERE,
                    Address.person(Sample.BLUE, "bob"),
                    Failure.certain(FailureReason.RECIPIENT_UNKNOWN, "Nobody is called bob.", ""));

    static Stream<Arguments> fallbacks() {
        return Stream.of(
                Arguments.of(Feature.EMOTE, EMOTE, "* Alice waves"),
                Arguments.of(Feature.REPLY, REPLY, "> was it «good»?\nyes"),
                Arguments.of(Feature.EDIT, EDIT, "✏️ better"),
                Arguments.of(Feature.RETRACTION, RETRACTION, "🗑 took back «was it «good»?»"),
                Arguments.of(Feature.REACTION, REACTION, "reacted 👍 🎉 to «was it «good»?»"),
                Arguments.of(
                        Feature.REACTION,
                        new Event.Reaction(THERE, List.of()),
                        "took back the reaction to «was it «good»?»"),
                Arguments.of(
                        Feature.ATTACHMENT,
                        PICTURE,
                        "look\n📎 cat.png (2.0 KiB) https://x.test/cat.png"),
                Arguments.of(Feature.MEMBERSHIP, JOIN, "Alice came in"),
                Arguments.of(Feature.ROOM_CHANGE, TOPIC, "set the topic to «tea»"),
                Arguments.of(
                        Feature.DELIVERY_FAILURE,
                        FAILURE,
                        "Your message to bob could not be delivered: Nobody is called bob."));
    }

    @ParameterizedTest
    @MethodSource("fallbacks")
    void whatIsMissingBecomesText(Feature feature, Event event, String text) {
        var fits = fits(event, Sample.with(feature, Support.FALLBACK), "was it «good»?");
        assertThat(fits.event())
                .isInstanceOfSatisfying(
                        Event.Message.class,
                        message -> {
                            assertThat(message.body().text()).isEqualTo(text);
                            assertThat(message.body().attachments()).isEmpty();
                            assertThat(message.inReplyTo()).isNull();
                        });
        assertThat(fits.loss()).isNotBlank();
    }

    static Stream<Event> all() {
        return Stream.of(
                EMOTE,
                REPLY,
                EDIT,
                RETRACTION,
                REACTION,
                PICTURE,
                JOIN,
                TOPIC,
                FAILURE,
                new Event.Subscription(true),
                new Event.Linkage(true, List.of()),
                new Event.Presence(Availability.AWAY, "tea"),
                new Event.Typing(true),
                new Event.Receipt(THERE, Stage.DISPLAYED));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsThereStaysAsItIs(Event event) {
        assertThat(degrade(event, Sample.EVERYTHING, null)).isEqualTo(new Degraded.Fits(event, ""));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingOfAMinimalNetworkIsSilentExceptEphemerals(Event event) {
        Capabilities minimal = new Capabilities(Map.of(), 65_536);
        Degraded degraded = degrade(event, minimal, null);
        switch (event) {
            case Event.Durable _ -> assertThat(degraded).isInstanceOf(Degraded.Fits.class);
            case Event.Ephemeral _ -> assertThat(degraded).isInstanceOf(Degraded.Omitted.class);
        }
    }

    @Test
    void whatIsNoiseIsOmittedAndWhatIsRefusedIsTold() {
        assertThat(degrade(JOIN, Sample.with(Feature.MEMBERSHIP, Support.DROPPED), null))
                .isInstanceOf(Degraded.Omitted.class);
        assertThat(degrade(EDIT, Sample.with(Feature.EDIT, Support.REJECTED), null))
                .isInstanceOf(Degraded.Impossible.class);
        assertThat(degrade(PICTURE, Sample.with(Feature.ATTACHMENT, Support.REJECTED), null))
                .isInstanceOf(Degraded.Impossible.class);
        var bare = new Event.Message(new Body("", List.of(FILE)), Style.CHAT, null);
        assertThat(degrade(bare, Sample.with(Feature.ATTACHMENT, Support.DROPPED), null))
                .isInstanceOf(Degraded.Omitted.class);
    }

    @Test
    void formattingFollowsWhatBecomesOfTheText() {
        var bold =
                new RichText(
                        List.of(
                                new Block.Paragraph(
                                        List.of(
                                                new Inline.Strong(
                                                        List.of(new Inline.Text("yes")))))));
        var reply = new Event.Message(Body.of("yes", bold), Style.CHAT, ELSEWHERE);
        var quoting = (Event.Message) fits(reply, Sample.EVERYTHING, "good?").event();
        assertThat(quoting.body().text()).isEqualTo("> good?\nyes");
        assertThat(quoting.body().rich())
                .isEqualTo(bold.below(new Block.Quote(List.of(RichText.lines("good?")))));
        var edit = new Event.Edit(ELSEWHERE, Body.of("yes", bold));
        var anew = (Event.Message) fits(edit, Sample.EVERYTHING, null).event();
        assertThat(anew.body().rich()).isEqualTo(bold.after("✏️ "));
        Capabilities plain = Sample.with(Feature.FORMATTING, Support.FALLBACK);
        var words = fits(new Event.Message(Body.of("yes", bold), Style.CHAT, null), plain, null);
        assertThat(words)
                .isEqualTo(new Degraded.Fits(Event.Message.of("yes"), "formatting was lost"));
    }

    @Test
    void aMessageThatIsNotThereCannotBeReferredTo() {
        var edit = fits(new Event.Edit(ELSEWHERE, Body.of("better")), Sample.EVERYTHING, null);
        assertThat(edit.event()).isInstanceOf(Event.Message.class);
        var reply = new Event.Message(Body.of("yes"), Style.CHAT, ELSEWHERE);
        assertThat(text(fits(reply, Sample.EVERYTHING, "really?"))).isEqualTo("> really?\nyes");
        assertThat(text(fits(reply, Sample.EVERYTHING, null))).isEqualTo("yes");
        assertThat(degrade(new Event.Retraction(ELSEWHERE, null), Sample.EVERYTHING, null))
                .isInstanceOf(Degraded.Omitted.class);
        var reaction = new Event.Reaction(ELSEWHERE, List.of("👍"));
        assertThat(text(fits(reaction, Sample.EVERYTHING, "tea?")))
                .isEqualTo("reacted 👍 to «tea?»");
    }

    private static Attachment file(Attachment.Kind kind, long size) {
        return new Attachment(
                "x.bin",
                "audio/ogg",
                size,
                URI.create("https://x.test/x"),
                kind,
                new Attachment.Details(0, 0, 7_400, null, null));
    }

    private static Event.Message holding(Attachment... files) {
        return new Event.Message(new Body("", List.of(files)), Style.CHAT, null);
    }

    static Stream<Arguments> simpler() {
        Event voice = holding(file(Attachment.Kind.VOICE, 10));
        Event sticker = holding(file(Attachment.Kind.STICKER, -1));
        var place =
                new Event.Message(
                        new Body("the pub", List.of(), null, new Location(52.5, 13.4, 20.0)),
                        Style.CHAT,
                        null);
        var geo =
                new Event.Message(
                        new Body("geo:1,2", List.of(), null, new Location(1, 2, null)),
                        Style.CHAT,
                        null);
        var vanishing =
                new Event.Message(
                        Body.of("psst"),
                        Style.CHAT,
                        null,
                        null,
                        Instant.parse("2026-01-02T03:04:05Z"));
        return Stream.of(
                Arguments.of(Feature.ATTACHMENT, voice, "🎤 x.bin (0:07) (10 B) https://x.test/x"),
                Arguments.of(Feature.ATTACHMENT, sticker, "🏷 x.bin (0:07) https://x.test/x"),
                Arguments.of(Feature.VOICE, voice, ""),
                Arguments.of(Feature.STICKER, sticker, ""),
                Arguments.of(Feature.LOCATION, place, "the pub\n📍 geo:52.5,13.4;u=20"),
                Arguments.of(Feature.LOCATION, geo, "geo:1,2"),
                Arguments.of(Feature.EXPIRY, vanishing, "psst\n⏳ until 2026-01-02 03:04 UTC"));
    }

    @ParameterizedTest
    @MethodSource("simpler")
    void whatAMessageHoldsBecomesSimpler(Feature feature, Event event, String text) {
        var fits = fits(event, Sample.with(feature, Support.FALLBACK), null);
        assertThat(text(fits)).isEqualTo(text);
        assertThat(fits.loss()).isNotBlank();
        Event.Message message = (Event.Message) fits.event();
        assertThat(message.body().location()).isNull();
        assertThat(message.expires()).isNull();
        assertThat(message.body().attachments())
                .allSatisfy(
                        file ->
                                assertThat(file.kind())
                                        .isNotIn(Attachment.Kind.VOICE, Attachment.Kind.STICKER));
        assertThat(degrade(event, Sample.with(feature, Support.REJECTED), null))
                .isInstanceOf(Degraded.Impossible.class);
        assertThat(degrade(event, Sample.EVERYTHING, null)).isEqualTo(new Degraded.Fits(event, ""));
    }

    private static Capabilities bounded(int reactions, long bytes, long seconds) {
        return new Capabilities(
                Sample.EVERYTHING.support(),
                new Capabilities.Bounds(65_536, bytes, reactions, seconds));
    }

    @Test
    void whatIsTooLargeBecomesALinkAndTheRestStays() {
        Attachment small = file(Attachment.Kind.AUDIO, 10);
        var fits =
                fits(
                        holding(small, file(Attachment.Kind.AUDIO, 2_000)),
                        bounded(9, 1_000, 9),
                        null);
        assertThat(text(fits)).isEqualTo("📎 x.bin (0:07) (2.0 KiB) https://x.test/x");
        assertThat(((Event.Message) fits.event()).body().attachments()).containsExactly(small);
        assertThat(fits.loss()).contains("too large");
    }

    @Test
    void theNewestReactionsAreKept() {
        var fits = fits(REACTION, bounded(1, 9, 9), null);
        assertThat(fits.event()).isEqualTo(new Event.Reaction(THERE, List.of("🎉")));
        assertThat(fits.loss()).isNotBlank();
    }

    @Test
    void anOldMessageIsNotReplaced() {
        EnvelopeId old = new EnvelopeId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L));
        var edit = new Event.Edit(new MessageRef(THERE.nativeId(), old), Body.of("new"));
        var envelope = Sample.envelope(ALICE, Sample.person(Sample.BLUE, "bob"), edit);
        assertThat(Degrader.now(bounded(9, 9, 60), envelope).of(Feature.EDIT))
                .isEqualTo(Support.FALLBACK);
        assertThat(Degrader.now(Sample.EVERYTHING, envelope)).isSameAs(Sample.EVERYTHING);
        var fresh =
                Sample.envelope(
                        ALICE,
                        Sample.person(Sample.BLUE, "bob"),
                        new Event.Edit(MessageRef.to(EnvelopeId.next()), Body.of("new")));
        assertThat(Degrader.now(bounded(9, 9, 60), fresh).has(Feature.EDIT)).isTrue();
    }

    @Test
    void aThreadThatIsNotKnownThereIsLeftOut() {
        var message = new Event.Message(Body.of("x"), Style.CHAT, null, ELSEWHERE, null);
        var fits = fits(message, Sample.EVERYTHING, null);
        assertThat(((Event.Message) fits.event()).thread()).isNull();
        assertThat(fits.loss()).contains("thread");
    }

    @Test
    void aSpoilerIsAnnouncedWhereItCannotBeHidden() {
        var rich =
                new RichText(
                        List.of(
                                new Block.Paragraph(
                                        List.of(
                                                new Inline.Spoiler(
                                                        "film",
                                                        List.of(new Inline.Text("he dies")))))));
        var message = new Event.Message(Body.of("he dies", rich), Style.CHAT, null);
        var fits = fits(message, Sample.with(Feature.FORMATTING, Support.FALLBACK), null);
        assertThat(text(fits)).isEqualTo("[spoiler about film: he dies]");
    }

    @Test
    void ofARoomsNewLooksEachPartThatCanBeShownIs() {
        var both = new Event.RoomChange("Lobby", null, new Event.Avatar(FILE));
        var words = fits(both, Sample.with(Feature.ROOM_AVATAR, Support.DROPPED), null);
        assertThat(words.event()).isEqualTo(new Event.RoomChange("Lobby", null));
        assertThat(words.loss()).isNotBlank();
        var picture = fits(both, Sample.with(Feature.ROOM_CHANGE, Support.FALLBACK), null);
        assertThat(picture.event())
                .isEqualTo(new Event.RoomChange(null, null, new Event.Avatar(FILE)));
        var alone = new Event.RoomChange(null, null, new Event.Avatar(FILE));
        assertThat(text(fits(alone, Sample.with(Feature.ROOM_AVATAR, Support.FALLBACK), null)))
                .isEqualTo("set the room's picture to https://x.test/cat.png");
        assertThat(degrade(alone, Sample.with(Feature.ROOM_AVATAR, Support.DROPPED), null))
                .isInstanceOf(Degraded.Omitted.class);
        var role = new Event.RoleChange(ALICE, Event.Role.VISITOR);
        assertThat(text(fits(role, Sample.with(Feature.ROLE, Support.FALLBACK), null)))
                .isEqualTo("Alice may only listen now");
        var profile = new Event.Profile("Al", null);
        assertThat(degrade(profile, Sample.with(Feature.PROFILE, Support.FALLBACK), null))
                .isInstanceOf(Degraded.Omitted.class);
    }

    @Test
    void textsOfTheGatewayAreNotices() {
        var join = fits(JOIN, Sample.with(Feature.MEMBERSHIP, Support.FALLBACK), null);
        assertThat(((Event.Message) join.event()).style()).isEqualTo(Style.NOTICE);
    }

    @Test
    void tooLongATextIsRefusedWithTheLimit() {
        var degraded = degrade(Event.Message.of("é".repeat(60)), Sample.everything(100), null);
        Failure failure = ((Degraded.Impossible) degraded).failure();
        assertThat(failure.reason()).isEqualTo(FailureReason.TOO_LARGE);
        assertThat(failure.text()).contains("120").contains("100");
        assertThat(degrade(Event.Message.of("é".repeat(50)), Sample.everything(100), null))
                .isInstanceOf(Degraded.Fits.class);
    }

    @Property
    void aQuoteIsOneShortLine(@ForAll @NotBlank @StringLength(max = 500) String quoted) {
        var fits =
                fits(
                        REPLY,
                        Sample.with(Feature.REPLY, Support.FALLBACK),
                        quoted.replace('\0', ' ') + ".");
        String[] lines = text(fits).split("\n", -1);
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("> ").hasSizeLessThanOrEqualTo(43);
    }

    private static String text(Degraded.Fits fits) {
        return ((Event.Message) fits.event()).body().text();
    }

    private static Degraded.Fits fits(Event event, Capabilities there, @Nullable String quoted) {
        Degraded degraded = degrade(event, there, quoted);
        assertThat(degraded).isInstanceOf(Degraded.Fits.class);
        return (Degraded.Fits) degraded;
    }

    private static Degraded degrade(Event event, Capabilities there, @Nullable String quoted) {
        return Degrader.degrade(event, there, ALICE, quoted);
    }
}
