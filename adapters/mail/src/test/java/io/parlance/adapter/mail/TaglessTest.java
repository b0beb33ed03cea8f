package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.text.HtmlBulk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mails that are read without a parser, or not by all of it.
final class TaglessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a<p>b | a/b",
                "a<br>b &amp; c<td>d | a/b & c d",
                "<script>x<b></script>a<!-- <p>y -->b | ab",
                "a<style>x | a",
                "a<b | a",
                "a < b> c | a  c",
                "<P CLASS='x'>a</P>b | a/b"
            })
    void takesTheWordsBetweenTheTags(String html, String text) {
        assertThat(Tagless.text(html).replace('\n', '/')).isEqualTo(text);
    }

    private static String parsed(String html) {
        return Html.text(html, new HtmlBulk());
    }

    @Test
    void whatMayBeParsedIsSharedByAllTextsOfAMail() {
        HtmlBulk bulk = new HtmlBulk();
        String spaced = "<p>a</p>\n<p>b</p>" + "<i>c</i>".repeat(8_000);
        assertThat(Html.text(spaced, bulk)).startsWith("a\n\nb");
        assertThat(Html.text(spaced, bulk)).startsWith("a\nb");
        assertThat(Html.text("<p>a</p><p>b</p>", bulk)).isEqualTo("a\n\nb");
    }

    @Test
    void htmlOfTooManyTagsIsReadWithoutThem() {
        assertThat(parsed("<b>x</b>".repeat(50_000))).isEqualTo("x".repeat(50_000));
        assertThat(parsed("<p" + " a".repeat(100_000) + ">x")).isEqualTo("x");
    }

    @Test
    void aTargetThatNobodyCouldReadIsNotTold() {
        assertThat(parsed("<a href='https://x.test/" + "a".repeat(3000) + "'>x</a>"))
                .isEqualTo("x");
        assertThat(parsed("<a href='https://x.test'><b>x</b>.test</a>")).isEqualTo("x.test");
        assertThat(parsed("<a href='https://x.test'><b>x</b></a>")).isEqualTo("x (https://x.test)");
    }

    @Test
    void aSeparatorOfUnboundedLengthIsNone() {
        String separator = "a".repeat(1001);
        Letter letter =
                Mails.letter(
                        "From: a@b.test\nContent-Type: multipart/mixed; boundary="
                                + separator
                                + "\n\n--"
                                + separator
                                + "\n\nx\n");
        assertThat(letter.contents().text()).startsWith("--aaa").endsWith("\n\nx\n");
    }

    @Test
    void blankLinesBeforeTheWordsAreGone() {
        assertThat(Quotes.cut("\n".repeat(500_000) + "x", true)).isEqualTo("x");
    }
}
