package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The configuration and the registration file made from it.
final class ConfigTest {
    private static MatrixConfig read(Map<String, Object> changes) throws ConfigException {
        Map<String, Object> values = new HashMap<>();
        values.put("homeserver", "http://localhost:8008");
        values.put("server_name", "hs.test");
        values.put("as_token", "as's-secret");
        values.put("hs_token", "hs-secret");
        values.putAll(changes);
        return MatrixConfig.read(new Settings("networks.matrix", values));
    }

    @Test
    void hasDefaultsAndShowsNoSecret() throws Exception {
        MatrixConfig config = read(Map.of());
        assertThat(config.bot()).isEqualTo("@parlance:hs.test");
        assertThat(config.prefix()).isEqualTo("_parlance_");
        assertThat(config.url()).isEqualTo("http://127.0.0.1:29330");
        assertThat(config.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "homeserver, localhost:8008, http://localhost:8008",
        "homeserver, http://localhost/path, without a path",
        "homeserver, ftp://localhost, http://localhost:8008",
        "homeserver, http://a b, http://localhost:8008",
        "server_name, hs test, no server name",
        "sender, Bad Name, must match",
        "sender, _parlance_bot, must not begin",
        "prefix, 'a:', must match",
        "home_server, http://x, did you mean `homeserver`?"
    })
    void saysWhichKeyIsWrong(String key, String value, String advice) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("networks.matrix." + key)
                .hasMessageContaining(advice);
    }

    @Test
    void makesARegistrationFileThatFits() throws Exception {
        MatrixConfig config = read(Map.of("listen", Map.of("host", "127.0.0.1", "port", 1234)));
        String text = Registration.text(config);
        assertThat(text)
                .startsWith("# Give this file")
                .contains(
                        "\nid: 'parlance'\n",
                        "\nurl: 'http://127.0.0.1:1234'\n",
                        "\nas_token: 'as''s-secret'\n",
                        "\nhs_token: 'hs-secret'\n",
                        "\nsender_localpart: 'parlance'\n",
                        "\nreceive_ephemeral: true\n",
                        "regex: '^@_parlance_.*:hs\\.test$'");
        Pattern users = Pattern.compile("^@_parlance_.*:hs\\.test$");
        GhostNames names = new GhostNames("hs.test", "_parlance_");
        assertThat(names.ghost(Surroundings.XMPP, "Ünï@x.test")).matches(users);
        assertThat("@_parlance_xmpp_a:hsxtest").doesNotMatch(users);
    }
}
