package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Limits;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Texts that were made to cost time, memory or a stack, one megabyte of HTML each and the longest
/// message of anything else: every reader ends soon, and every writer with what it read. The bound
/// is far above what it takes, for slow machines.
final class HostileTextTest {
    private static final int SIZE = 1024 * 1024;
    private static final Duration BOUND = Duration.ofSeconds(5);

    record Attack(String name, Function<String, @Nullable RichText> reader, String text) {
        /// What is read, as text.
        String read(String hostile) {
            return String.valueOf(reader.apply(hostile));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void warm() {
        assertThat(attacks().map(attack -> attack.read(attack.text().substring(0, 3000))))
                .isNotEmpty();
    }

    static Stream<Attack> attacks() {
        return Stream.of(html(), styling(), markdown("markdown")).flatMap(List::stream);
    }

    private static List<Attack> html() {
        return Stream.of(
                        "<b>",
                        "<div>",
                        "<blockquote>",
                        "<ul><li>",
                        "<b><p>",
                        "<a><b><i>x",
                        "<table><tr><td>",
                        "<font><b><p>x",
                        "<b>x</b>",
                        "<b",
                        "<!--",
                        "&amp;",
                        "&#x",
                        "<a href='javascript:x'>",
                        "<p><b>x</p>",
                        "</p>",
                        "<li>",
                        "<table><b>x",
                        "<x y=",
                        "<span data-mx-spoiler='",
                        "<pre>",
                        "<h1>",
                        "<svg><p>",
                        "<select><option>",
                        "<a><div>",
                        "<button><b>",
                        "\0<i>",
                        "<table>x<b>",
                        "<form><div></form>",
                        "<blockquote><ul><li><b>x</blockquote>")
                .map(
                        unit ->
                                new Attack(
                                        "html " + unit,
                                        text -> HtmlReader.read(text, HtmlReader.Dialect.MAIL),
                                        repeat(unit)))
                .toList();
    }

    private static List<Attack> styling() {
        return Stream.of(
                        ">",
                        "> ",
                        "*",
                        "*_~`",
                        "*a ",
                        "*a* ",
                        " *_",
                        "```\n",
                        "> ```\n",
                        "_*a ",
                        "*~a* ",
                        "\n",
                        ">\n\n",
                        " `",
                        "*a _b ~c ")
                .map(
                        unit ->
                                new Attack(
                                        "styling " + unit.strip(),
                                        StylingReader::read,
                                        messageOf(unit)))
                .toList();
    }

    private static List<Attack> markdown(String name) {
        return Stream.of(
                        "*",
                        "**a ",
                        "*a_ ",
                        "[",
                        "[a](",
                        "![",
                        "> ",
                        "- ",
                        "1. ",
                        "`",
                        "~~a",
                        "||a",
                        "<u>",
                        "<u>*",
                        "&",
                        "\\",
                        "<!--\n\n",
                        "[a]: b\n",
                        "``` \n",
                        "a\n=\n")
                .map(
                        unit ->
                                new Attack(
                                        name + " " + unit.strip(),
                                        MarkdownReader::read,
                                        messageOf(unit)))
                .toList();
    }

    private static String repeat(String unit) {
        return unit.repeat(SIZE / unit.length());
    }

    /// What is read of a message's own text is no longer than a message may be.
    private static String messageOf(String unit) {
        return unit.repeat(Limits.TEXT_BYTES / unit.length());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsSoon(Attack attack) {
        long start = System.nanoTime();
        RichText rich = attack.reader().apply(attack.text());
        if (rich != null) {
            StylingWriter.write("", rich);
            MarkdownWriter.write(rich);
            PlainText.of(rich);
            String html = HtmlWriter.matrix(rich);
            assertThat(html).doesNotContain("<script").doesNotContain("javascript:");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isLessThan(BOUND);
    }

    /// Few enough tags to be parsed, as deep as they go.
    @ParameterizedTest
    @MethodSource("attacks")
    void nestingTenThousandDeepIsNoDanger(Attack attack) {
        String unit = attack.text().substring(0, Math.min(attack.text().length(), 10));
        String deep = unit.repeat(10_000).substring(0, Limits.TEXT_BYTES);
        long start = System.nanoTime();
        assertThat(attack.read(deep)).doesNotContain("javascript:");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }
}
