package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.NetworkId;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

final class GhostNamesTest {
    private static final NetworkId XMPP = new NetworkId("xmpp");
    private static final GhostNames NAMES = new GhostNames("hs.test", "_parlance_");

    // The mapping as the spec's appendix has it; __ for _ as mautrix's code does, not its comment.
    @ParameterizedTest
    @CsvSource({
        "alice@xmpp.test, alice=40xmpp.test",
        "Alice, _alice",
        "a_b, a__b",
        "_A, ___a",
        "a=40b, a=3d40b",
        "a b, a=20b",
        "a/b, a/b",
        "a:b, a=3ab",
        "é, =c3=a9",
        "👋, =f0=9f=91=8b"
    })
    void mapsAsTheSpecSays(String text, String local) throws CharacterCodingException {
        assertThat(GhostNames.encode(text)).isEqualTo(local);
        assertThat(GhostNames.decode(local)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=4", "a=zz", "a=41", "Alice", "a_", "a=C3=A9", "=ff", "a b", "a_="})
    void decodesNothingButItsOwn(String local) {
        assertThatThrownBy(() -> GhostNames.decode(local))
                .isInstanceOfAny(IllegalArgumentException.class, CharacterCodingException.class);
    }

    @Property
    void isUndoneExactly(@ForAll @StringLength(max = 60) String text)
            throws CharacterCodingException {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Assume.that(!sound.isEmpty());
        assertThat(GhostNames.decode(GhostNames.encode(sound))).isEqualTo(sound);
        assertThat(GhostNames.encode(sound)).matches("[a-z0-9._=/+-]+");
    }

    @Property
    void isInjective(
            @ForAll @StringLength(max = 300) String one,
            @ForAll @StringLength(max = 300) String two) {
        boolean same =
                java.util.Arrays.equals(
                        one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
        assertThat(NAMES.ghost(XMPP, one).equals(NAMES.ghost(XMPP, two))).isEqualTo(same);
    }

    @Property
    void staysWithin255Bytes(@ForAll @StringLength(min = 1, max = 1000) String text) {
        assertThat(NAMES.ghost(XMPP, text).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void namesPeopleAndRooms() {
        String ghost = NAMES.ghost(XMPP, "Alice@xmpp.test");
        assertThat(ghost).isEqualTo("@_parlance_xmpp__alice=40xmpp.test:hs.test");
        assertThat(NAMES.person(ghost)).contains(new GhostNames.Named(XMPP, "Alice@xmpp.test"));
        String alias = NAMES.alias(XMPP, "#den@rooms.xmpp.test");
        assertThat(alias).isEqualTo("#_parlance_xmpp_den=40rooms.xmpp.test:hs.test");
        assertThat(NAMES.room(alias)).contains(new GhostNames.Named(XMPP, "#den@rooms.xmpp.test"));
        assertThat(NAMES.room(NAMES.alias(XMPP, "!id@b.test")))
                .contains(new GhostNames.Named(XMPP, "!id@b.test"));
    }

    @Test
    void cutsToAHashThatNobodyCanChoose() {
        String ghost = NAMES.ghost(XMPP, "x".repeat(400));
        assertThat(ghost).startsWith("@_parlance_xmpp_=h").hasSizeLessThan(255);
        assertThat(NAMES.isHashed(ghost)).isTrue();
        assertThat(NAMES.person(ghost)).isEmpty();
        String imitation = ghost.substring("@_parlance_xmpp_".length(), ghost.indexOf(':'));
        assertThat(NAMES.ghost(XMPP, imitation)).isNotEqualTo(ghost);
        assertThat(NAMES.isHashed(NAMES.ghost(XMPP, imitation))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@alice:hs.test",
                "@_parlance_xmpp_a:other.test",
                "@_parlance_:hs.test",
                "@_parlance_xmpp:hs.test",
                "@_parlance_xmpp_:hs.test",
                "@_parlance_XMPP_a:hs.test",
                "@_parlance_xmpp_a=4:hs.test"
            })
    void knowsWhatIsNoGhost(String user) {
        assertThat(NAMES.person(user)).isEmpty();
    }
}
