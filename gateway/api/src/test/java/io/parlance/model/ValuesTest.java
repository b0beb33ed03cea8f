package io.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class ValuesTest {
    private static final NetworkId XMPP = new NetworkId("xmpp");
    private static final Address ROMEO = Address.person(XMPP, "romeo@xmpp.test");
    private static final Address ORCHARD = Address.room(XMPP, "orchard@rooms.xmpp.test");

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "x-y", "1a", "a b", "\u00e9"})
    void aNetworksNameIsLowerCaseAscii(String name) {
        assertThatThrownBy(() -> new NetworkId(name)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\0b"})
    void anAddressHasNoControlCharacters(String value) {
        assertThatThrownBy(() -> Address.person(XMPP, value)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void personsAndRoomsAreNotMixedUp() {
        assertThatThrownBy(() -> new Conversation.Direct(ORCHARD)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Conversation.Room(ROMEO)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Participant.of(ORCHARD)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aBodyTakes64KiBAndNotOneByteMore() {
        String full = "\u00e9".repeat(Limits.TEXT_BYTES / 2);
        assertThat(Body.of(full).text()).isEqualTo(full);
        assertThatThrownBy(() -> Body.of(full + "x"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("65,537 bytes");
    }

    @Test
    void aBodyRefusesNulAndSilence() {
        assertThatThrownBy(() -> Body.of("a\0b")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> Body.of("")).hasMessageContaining("empty");
    }

    @Test
    void anAttachmentsNameLeadsNowhere() {
        URI there = URI.create("https://files.example/1");
        assertThat(new Attachment("../../etc/passwd", "text/plain", 1, there).name())
                .isEqualTo("passwd");
        assertThat(new Attachment("C:\\boot.ini", "text/plain", 1, there).name())
                .isEqualTo("boot.ini");
        assertThat(new Attachment("dir/", "text/plain", 1, there).name()).isEqualTo("file");
    }

    @Property
    void theByteCountIsExact(@ForAll String text) {
        // Lone surrogates have no UTF-8 form of their own; Java writes '?', one byte.
        String whole = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        assertThat(Limits.utf8Length(whole))
                .isEqualTo(whole.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aCutNeverSplitsAnEmoji() {
        assertThat(Limits.cut("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(Limits.cut("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @Test
    void envelopeIdsRiseAndSurviveTheirSpelling() {
        List<EnvelopeId> ids = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(EnvelopeId.next());
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(EnvelopeId.parse(ids.getFirst().toString())).isEqualTo(ids.getFirst());
        assertThat(ids.getFirst().value().version()).isEqualTo(7);
        assertThatThrownBy(() -> EnvelopeId.parse("x")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aDeliverysKeyIsTheSameForEachTryAndAnotherForEachDestination() {
        Envelope envelope =
                Envelope.of(
                        Participant.of(ROMEO),
                        new Conversation.Room(ORCHARD),
                        null,
                        Instant.EPOCH,
                        Event.Message.of("Hark"));
        Conversation room = envelope.conversation();
        Delivery first = new Delivery(envelope, new NetworkId("matrix"), room, Set.of(), 1);
        Delivery again = new Delivery(envelope, new NetworkId("matrix"), room, Set.of(), 2);
        Delivery elsewhere = new Delivery(envelope, new NetworkId("mail"), room, Set.of(), 1);
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(elsewhere.key()).isNotEqualTo(first.key());
    }

    @Test
    void hopsSurviveTheirSpellingAndStrangersStillCount() {
        Hop hop = new Hop("gw;1", "xmpp");
        assertThat(Hop.parse(hop.toString())).isEqualTo(hop);
        assertThat(Hop.parse("someone else")).isEqualTo(new Hop("someone else", ""));
    }
}
