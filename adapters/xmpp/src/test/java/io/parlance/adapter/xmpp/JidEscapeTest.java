package io.parlance.adapter.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The vectors of XEP-0106, and that nothing is lost on the way there and back.
final class JidEscapeTest {
    static Stream<JsonObject> vectors() throws IOException {
        try (InputStream file = JidEscapeTest.class.getResourceAsStream("/jids/xep0106.json")) {
            byte[] text = Objects.requireNonNull(file).readAllBytes();
            JsonArray all = new JsonArray(new String(text, StandardCharsets.UTF_8));
            return all.stream().map(JsonObject.class::cast).toList().stream();
        }
    }

    private static String local(String jid) {
        return jid.endsWith("@example.com") ? jid.substring(0, jid.length() - 12) : jid;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void escapesAsTheSpecificationDoes(JsonObject vector) {
        assertThat(JidEscape.escape(local(vector.getString("input"))))
                .isEqualTo(local(vector.getString("escaped")));
        assertThat(JidEscape.unescape(local(vector.getString("escaped"))))
                .isEqualTo(local(vector.getString("input")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@hs.test",
                "#room@hs.test:8448",
                "c:\\5commas",
                "\\5c20",
                "\\",
                "\\2",
                "a\\20b",
                "!opaque/+=@x",
                "ümlaut & <tag> 'q' \"d\""
            })
    void comesBackUnchanged(String text) {
        String escaped = JidEscape.escape(text);
        assertThat(escaped).doesNotContain("@", " ", "\"", "&", "'", "/", ":", "<", ">");
        assertThat(JidEscape.unescape(escaped)).isEqualTo(text);
    }

    @Test
    void leavesOtherSequencesAlone() {
        for (String text : List.of("foob\\41r", "\\2plus\\2is\\4", "a\\zz")) {
            assertThat(JidEscape.unescape(text)).isEqualTo(text);
        }
    }
}
