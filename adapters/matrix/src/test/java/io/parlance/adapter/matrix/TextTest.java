package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Cutting long texts, and stripping quotations.
final class TextTest {
    @Property
    void partsJoinedAreTheText(
            @ForAll @StringLength(min = 1, max = 400) String text,
            @ForAll @IntRange(min = 20, max = 200) int limit) {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        List<String> parts = TextParts.of(sound, limit);
        assertThat(String.join("", parts)).isEqualTo(sound);
        assertThat(parts)
                .allSatisfy(
                        part -> {
                            int json =
                                    Json.bytes(Json.object().put("", part)).length()
                                            - "{\"\":\"\"}".length();
                            assertThat(json).isLessThanOrEqualTo(limit);
                            assertThat(part).isNotEmpty();
                        });
    }

    @Test
    void cutsAtLinesThenWordsAndNeverThroughACharacter() {
        assertThat(TextParts.of("one line\nanother", 12)).containsExactly("one line\n", "another");
        assertThat(TextParts.of("some words here", 12)).containsExactly("some words ", "here");
        String family = "👩‍👩‍👧‍👦";
        assertThat(TextParts.of("12345678901234567890" + family, 40))
                .containsExactly("12345678901234567890", family);
    }

    @ParameterizedTest
    @CsvSource({
        "'> <@b:hs.test> hi\n\nhello', hello",
        "'> <@b:hs.test> hi\n> there\n\nhello\n> not this', 'hello\n> not this'",
        "'> only a quotation', '> only a quotation'",
        "'> <@b:hs.test> hi\n\n', '> <@b:hs.test> hi\n\n'",
        "hello, hello",
        "'>_< hello', '>_< hello'"
    })
    void stripsTheQuotationOfAnAnswer(String body, String answer) {
        assertThat(ReplyFallback.strip(body)).isEqualTo(answer);
    }
}
