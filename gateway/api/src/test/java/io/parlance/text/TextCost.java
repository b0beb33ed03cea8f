package io.parlance.text;

import static io.parlance.fuzz.Attack.repeated;

import io.parlance.fuzz.Attack;
import io.parlance.fuzz.CostTable;
import io.parlance.model.Limits;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What hostile markup costs: a megabyte of HTML, and the longest message of anything else. What
/// was read is written again in every markup.
final class TextCost implements CostTable {
    private static final int TAGS = RichText.NODES - 1;

    @Override
    public List<Attack> attacks() {
        List<Attack> all = new ArrayList<>();
        HostileTextTest.attacks()
                .forEach(
                        attack -> all.add(Attack.of(attack.name(), attack.text(), reader(attack))));
        fewTags().forEach(unit -> all.add(html("few tags " + unit, few(unit))));
        all.add(html("a million attributes", "<p " + numbered(" a", "", 120_000) + ">x"));
        all.add(html("a million equal attributes", "<p " + repeated(" a=b") + ">x"));
        all.add(html("attributes of many tags", few("<b" + " c".repeat(20) + ">")));
        all.add(html("one long class", "<b class='" + repeated("a ") + "'>x"));
        all.add(html("one long style", "<b><span style='" + repeated("display ") + "'>x"));
        all.add(html("styles of many tags", few("<span style='font-weight: bold'>")));
        all.add(html("entities", "<b>" + repeated("&notit;&#x1F600;&amp")));
        all.add(html("entities in attributes", "<a href='" + repeated("&amp") + "'>x"));
        all.add(html("links in links", few("<a href='xmpp:a@b'><object>")));
        all.add(html("mentions", few("<a href='https://matrix.to/#/@a:b'>x</a>")));
        all.add(html("words behind tags", "<b>" + repeated("a ")));
        all.add(html("blanks behind tags", "<b>" + repeated(" \u00A0")));
        messages().forEach(unit -> all.add(markdown(unit)));
        return all;
    }

    private static Stream<String> fewTags() {
        return Stream.of(
                "<b>",
                "<font>",
                "<p><b>",
                "<a><b><i>x",
                "<table>x<b>",
                "<br>",
                "<div>",
                "<b>x</b>",
                "<b>x</b><code></code>",
                "<i><b></i>x",
                "<ul><li>",
                "<select>",
                "<svg><b>",
                "<table>",
                "<nobr>",
                "<b><i></b><u></i>",
                "<template>",
                "<math><mi>",
                "</b>",
                "<form><p></form>",
                "<button>",
                "<frameset>",
                "<body a>",
                "<h1>",
                "<pre>");
    }

    private static Stream<String> messages() {
        return Stream.of(
                "`",
                "`a",
                "a`b``",
                "~~~~",
                "||||",
                "[[[",
                "](",
                "[a](<b",
                "[a][a]",
                "![a]",
                "<a ",
                "<!",
                "&#0;",
                "a**b",
                "*a_ ",
                "> - ",
                "\t- ",
                "1) ",
                "- \n",
                "#",
                "|",
                "* * ",
                "\u0301",
                "\uD83D\uDE00\u200D",
                "[a]: <b> 'c'\n",
                "[a]: b\n[",
                "<a href=\"",
                "\\[",
                "x \n",
                "**a*b",
                "_a__b",
                ">\n");
    }

    /// As many tags as are parsed at all, and words up to a megabyte.
    private static String few(String unit) {
        int tags = (int) unit.chars().filter(c -> c == '<').count();
        String start = unit.repeat(Math.min(TAGS / tags, Attack.MEGABYTE / unit.length()));
        return start + "x".repeat(Attack.MEGABYTE - start.length());
    }

    private static String numbered(String before, String after, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> before + i + after)
                .collect(Collectors.joining());
    }

    private static Attack html(String name, String html) {
        return Attack.of(
                name,
                html,
                input -> {
                    String text = new String(input, StandardCharsets.UTF_8);
                    for (HtmlReader.Dialect dialect : HtmlReader.Dialect.values()) {
                        if (dialect != HtmlReader.Dialect.XHTML_IM) {
                            write(HtmlReader.read(text, dialect));
                        }
                    }
                });
    }

    private static Attack markdown(String unit) {
        return Attack.of(
                "markdown and styling " + unit,
                repeated(unit, Limits.TEXT_BYTES),
                input -> {
                    String text = new String(input, StandardCharsets.UTF_8);
                    write(MarkdownReader.read(text));
                    write(StylingReader.read(text));
                });
    }

    private static Attack.Reader reader(HostileTextTest.Attack attack) {
        return input -> write(attack.reader().apply(new String(input, StandardCharsets.UTF_8)));
    }

    private static void write(@Nullable RichText rich) {
        if (rich != null) {
            StylingWriter.write("", rich);
            MarkdownWriter.write(rich);
            PlainText.of(rich);
            HtmlWriter.matrix(rich);
        }
    }
}
