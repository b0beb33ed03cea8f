package io.parlance.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class SettingsTest {
    private static Settings of(Map<String, Object> values) {
        return new Settings("networks.xmpp", values);
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearestKnownOne() throws ConfigException {
        Settings settings = of(Map.of("hots", "127.0.0.1"));
        settings.text("host", "localhost");
        settings.port("port", 5347);
        assertThatThrownBy(settings::done)
                .isInstanceOf(ConfigException.class)
                .hasMessage("networks.xmpp.hots: unknown key; did you mean `host`?");
    }

    @Test
    void anUnknownKeyLikeNoOtherIsToldWhatIsKnown() throws ConfigException {
        Settings settings = of(Map.of("frobnicate", 1));
        settings.text("host", "");
        assertThatThrownBy(settings::done).hasMessageContaining("known here: host");
    }

    @Test
    void aMissingKeyIsNamedWithItsPlace() {
        assertThatThrownBy(() -> of(Map.of()).text("secret"))
                .hasMessageContaining("networks.xmpp.secret")
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "host, hosst",
        "host, hst",
        "host, hots",
        "host, hist",
        "host, Host",
        "server_name, serverName",
        "server_name, server-name",
        "id, idd",
        "homeserver, homserver"
    })
    void aMissingKeyThatWasMistypedIsToldBoth(String key, String typed) {
        assertThatThrownBy(() -> of(Map.of(typed, "x")).text(key))
                .hasMessage(
                        "networks.xmpp.%s: is missing; `%s` is no key here: did you mean `%1$s`?"
                                        .formatted(key, typed)
                                + " Else write `"
                                + key
                                + ": …` under networks.xmpp");
    }

    @ParameterizedTest
    @CsvSource({"host, port", "as_token, hs_token", "user, password", "in, id"})
    void anotherKeyThatIsReadLaterIsNotTakenForAMissingOne(String key, String other) {
        assertThatThrownBy(() -> of(Map.of(other, "x")).text(key))
                .hasMessageContaining("is missing; write");
    }

    @Test
    void whatIsReadLaterMayBeExpected() throws ConfigException {
        of(Map.of("links", "x")).expecting("links").done();
        assertThatThrownBy(() -> of(Map.of("lnks", "x")).expecting("links").done())
                .hasMessageContaining("did you mean `links`?");
    }

    @Test
    void aSecretIsNeverShown() throws ConfigException {
        Secret secret = of(Map.of("secret", "hunter2")).secret("secret");
        assertThat(secret.toString()).doesNotContain("hunter2");
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "2h,7200000", "7d,604800000"})
    void timesAreRead(String written, long millis) throws ConfigException {
        assertThat(of(Map.of("wait", written)).duration("wait", Duration.ZERO))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 parsecs", "-"})
    void whatIsNoTimeIsRefused(String written) {
        assertThatThrownBy(() -> of(Map.of("wait", written)).duration("wait", Duration.ZERO))
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "-1"})
    void whatIsNoPortIsRefused(String written) {
        assertThatThrownBy(() -> of(Map.of("port", written)).port("port", 1))
                .hasMessageContaining("whole number from 1 to 65535");
    }

    @Test
    void sectionsKeepTheirPlaceInMessages() throws ConfigException {
        Settings settings = of(Map.of("imap", Map.of("prot", 1), "rooms", List.of(Map.of("x", 1))));
        Settings imap = settings.section("imap");
        imap.port("port", 143);
        assertThatThrownBy(imap::done).hasMessageContaining("networks.xmpp.imap.prot");
        Settings room = settings.sections("rooms").getFirst();
        assertThatThrownBy(room::done).hasMessageContaining("networks.xmpp.rooms[0].x");
        settings.done();
    }
}
