package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Surroundings.MATRIX;
import static io.parlance.adapter.xmpp.Surroundings.XMPP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.FailureReason;
import io.parlance.model.NativeId;
import io.parlance.spi.Backoff;
import io.parlance.spi.ConfigException;
import io.parlance.spi.LinkState;
import io.parlance.spi.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The parts that only calculate.
final class PureTest {
    private static final Event.Presence HERE = new Event.Presence(Availability.AVAILABLE, null);
    private static final Event.Presence AWAY = new Event.Presence(Availability.AWAY, "tea");
    private static final Event.Presence GONE = new Event.Presence(Availability.OFFLINE, null);

    @Test
    void devicesShowWhatTheBestOfThemShows() {
        Resources users = new Resources();
        assertThat(users.update("a@x/1", 0, AWAY)).isEqualTo(AWAY);
        assertThat(users.update("a@x/1", 0, AWAY)).isNull();
        assertThat(users.update("a@x/2", 0, HERE)).isEqualTo(HERE);
        assertThat(users.update("a@x/1", 5, AWAY)).isEqualTo(AWAY);
        assertThat(users.update("a@x/1", 0, GONE)).isEqualTo(HERE);
        assertThat(users.update("a@x/2", 0, GONE)).isEqualTo(GONE);
        assertThat(users.update("a@x/2", 0, GONE)).isNull();
    }

    @Test
    void nicksAreGivenOnce() {
        Nicks nicks = new Nicks();
        Address first = Address.person(XMPP, "alice@xmpp.test");
        Address second = Address.person(MATRIX, "@alice:hs.test");
        Address third = Address.person(MATRIX, "@alice:other.test");
        assertThat(nicks.claim(first, "Alice")).isEqualTo("Alice");
        assertThat(nicks.claim(second, "Alice")).isEqualTo("Alice [matrix]");
        assertThat(nicks.claim(third, "Alice")).isEqualTo("Alice [matrix] 2");
        assertThat(nicks.claim(second, "Alice")).isEqualTo("Alice [matrix]");
        assertThat(nicks.release(first)).isEqualTo("Alice");
        assertThat(nicks.claim(third, "Alice")).isEqualTo("Alice");
        assertThat(Nicks.clean("a\u0000b\u202Ec")).isEqualTo("abc");
        assertThat(Nicks.clean("\u0001")).isEqualTo("someone");
    }

    @Test
    void idsAreReversibleAndNeverClash() {
        NativeIds ids = new NativeIds(XMPP);
        NativeId id = ids.direct("a@x", "b@y", "x y/z");
        assertThat(id).isNotNull();
        assertThat(NativeIds.id(Trees.there(id))).isEqualTo("x y/z");
        assertThat(ids.arrived("a@x", "b@y", "long-enough-id"))
                .isEqualTo(ids.direct("a@x", "b@y", "long-enough-id"));
        assertThat(ids.arrived("a@x", "b@y", "1")).isNotEqualTo(ids.arrived("a@x", "b@y", "1"));
        assertThat(ids.direct("a@x", "b@y", "i".repeat(2000))).isNull();
        NativeId wide = ids.direct("a".repeat(1000) + "@x", "b@y", "1");
        assertThat(wide).isNotNull();
        assertThat(NativeIds.id(Trees.there(wide))).isEqualTo("1");
    }

    @Test
    void onlyWhatXmlCarriesIsWritten() {
        String fine = "grüß 👋\n\t\uFFFD";
        assertThat(XmlText.clean(fine)).isSameAs(fine);
        assertThat(XmlText.clean("a\u0001b\u0000")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(XmlText.clean("a\uD800b")).isEqualTo("a\uFFFDb");
        assertThat(XmlText.clean("\uDC00👋\uFFFF")).isEqualTo("\uFFFD👋\uFFFD");
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void everyReasonHasACondition(FailureReason reason) {
        assertThat(XmppErrors.condition(reason)).isNotNull();
    }

    @Test
    void theWaitGrowsAndNeverVanishes() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
        long first = backoff.next().toMillis();
        assertThat(first).isBetween(250L, 500L);
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next().toMillis()).isBetween(15_000L, 30_000L);
        backoff.reset();
        assertThat(backoff.next().toMillis()).isBetween(250L, 500L);
    }

    @Test
    void oneComponentDownIsTroubleInPart() {
        LinkState up = new LinkState.Up();
        LinkState down = new LinkState.Down("cable");
        assertThat(LinkBoard.summary(List.of(up, up))).isEqualTo(up);
        assertThat(LinkBoard.summary(List.of(up, down))).isEqualTo(new LinkState.Degraded("cable"));
        assertThat(LinkBoard.summary(List.of(down, new LinkState.Connecting()))).isEqualTo(down);
    }

    @Test
    void settingsAreReadStrictly() throws ConfigException {
        Map<String, Object> good = Surroundings.settings(5347);
        XmppConfig config = XmppConfig.read(new Settings("networks.xmpp", good));
        assertThat(config.components()).containsValue("matrix.xmpp.test");
        assertThat(config.toString()).doesNotContain("s3cret");
        Map<String, Object> typo = new HashMap<>(good);
        typo.put("secrett", "x");
        assertThatThrownBy(() -> XmppConfig.read(new Settings("networks.xmpp", typo)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`secret`");
        Map<String, Object> empty = new HashMap<>(good);
        empty.remove("components");
        assertThatThrownBy(() -> XmppConfig.read(new Settings("networks.xmpp", empty)))
                .hasMessageContaining("components");
        Map<String, Object> twice = new HashMap<>(good);
        twice.put("components", Map.of("matrix", "a.test", "mqtt", "A.test"));
        assertThatThrownBy(() -> XmppConfig.read(new Settings("networks.xmpp", twice)))
                .hasMessageContaining("another network");
    }
}
