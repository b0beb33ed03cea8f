package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.text.RichText;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AngleBracketsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*x* <https://x.test> | <em>x</em> https://x.test",
                "<u>a</u> b | <u>a</u> b",
                "*x* a <!-- b --> c | <em>x</em> a &nbsp;c",
                "*x* a <!-- b > c | <em>x</em> a &lt;!-- b &gt; c",
                "*x* 1 < 2 <u>3</u> | <em>x</em> 1 &lt; 2 <u>3</u>",
                "*x* <a b='*c*'> | <em>x</em> &lt;a b=&#39;*c*&#39;&gt;",
                "*x* <? y ?> | <em>x</em> &lt;? y ?&gt;",
                "*x* <a | <em>x</em> &lt;a",
                "*x* < | <em>x</em> &lt;"
            })
    void areReadUpToTheNextOne(String markdown, String html) {
        RichText read = MarkdownReader.read(markdown);
        assertThat(read).isNotNull();
        assertThat(read == null ? "" : HtmlWriter.matrix(read)).isEqualTo(html);
    }
}
