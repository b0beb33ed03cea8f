package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is written and read again means the same, in every format that can say it.
final class RoundTripTest {
    @Property(tries = 500)
    void matrixHtmlKeepsEverything(@ForAll("texts") RichText text) {
        String html = HtmlWriter.matrix(text);
        assertThat(Notation.of(HtmlReader.read(html, HtmlReader.Dialect.MATRIX)))
                .as(html)
                .isEqualTo(Notation.of(text));
    }

    @Property(tries = 500)
    void commonMarkKeepsTheWordsAndTheBlocks(@ForAll("texts") RichText text) {
        String markdown = MarkdownWriter.write(text);
        RichText read = MarkdownReader.read(markdown);
        String again = read == null ? markdown : PlainText.of(read);
        if (read != null) {
            assertThat(squeezed(again)).as(markdown).isEqualTo(squeezed(PlainText.of(text)));
        }
    }

    @Property(tries = 500)
    void messageStylingKeepsTheWords(@ForAll("texts") RichText text) {
        StylingWriter.Styled styled = StylingWriter.write("", text);
        RichText read = styled.unstyled() ? null : StylingReader.read(styled.text());
        String again = read == null ? styled.text() : PlainText.of(read);
        assertThat(squeezed(again)).as(styled.text()).isEqualTo(squeezed(PlainText.of(text)));
    }

    @Property(tries = 500)
    void messageStylingReadsWhatItWrote(@ForAll("texts") RichText text) {
        StylingWriter.Styled once = StylingWriter.write("", text);
        RichText read = once.unstyled() ? null : StylingReader.read(once.text());
        assertThat(StylingWriter.write(once.text(), read).text()).isEqualTo(once.text());
    }

    @Property(tries = 300)
    void anyTextIsReadWithoutHarm(@ForAll String text) {
        HtmlReader.read("<b>" + text, HtmlReader.Dialect.MATRIX);
        HtmlReader.read("<b>" + text, HtmlReader.Dialect.MAIL);
        MarkdownReader.read(text);
        RichText styled = StylingReader.read(text);
        assertThat(StylingWriter.write(text, styled).text()).isEqualTo(text);
    }

    private static String squeezed(String text) {
        return text.chars()
                .filter(c -> !Characters.white((char) c) && c != '-' && c != '>')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Provide
    Arbitrary<RichText> texts() {
        return blocks(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(RoundTripTest::tidy)
                .filter(Tidy::formatted)
                .map(RichText::new);
    }

    private static Arbitrary<Block> blocks(int depth) {
        Arbitrary<Block> simple =
                Arbitraries.frequencyOf(
                        Tuple.of(5, words(2).map(Block.Paragraph::new)),
                        Tuple.of(
                                1,
                                words(1).map(
                                                words ->
                                                        new Block.Heading(
                                                                2,
                                                                words.stream()
                                                                        .filter(
                                                                                word ->
                                                                                        !(word
                                                                                                instanceof
                                                                                                Inline
                                                                                                        .LineBreak))
                                                                        .toList()))),
                        Tuple.of(
                                1,
                                some("abc *_`<>&\n")
                                        .map(text -> CodeText.block("x" + text, "java"))),
                        Tuple.of(1, Arbitraries.just(new Block.Rule())));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<List<Block>> inner = blocks(depth - 1).list().ofMinSize(1).ofMaxSize(2);
        return Arbitraries.frequencyOf(
                Tuple.of(6, simple),
                Tuple.of(1, inner.map(Block.Quote::new)),
                Tuple.of(
                        1,
                        inner.list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(items -> new Block.ListBlock(true, 2, items))),
                Tuple.of(
                        1,
                        inner.list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(items -> new Block.ListBlock(false, 1, items))));
    }

    private static Arbitrary<List<Inline>> words(int depth) {
        Arbitrary<Inline> plain =
                Arbitraries.oneOf(
                        some("abc  .,:1-").map(Inline.Text::new),
                        some("a *_~`<>&|[]()#+!\\'\"").map(Inline.Text::new));
        Arbitrary<Inline> leaf =
                Arbitraries.frequencyOf(
                        Tuple.of(8, plain),
                        Tuple.of(1, some("x*<&`").map(Inline.Code::new)),
                        Tuple.of(1, Arbitraries.just(new Inline.LineBreak())));
        Arbitrary<Inline> any =
                depth == 0
                        ? leaf
                        : Arbitraries.frequencyOf(
                                Tuple.of(5, leaf), Tuple.of(4, marked(words(depth - 1))));
        return any.list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<Inline> marked(Arbitrary<List<Inline>> words) {
        return Arbitraries.oneOf(
                words.map(Inline.Strong::new),
                words.map(Inline.Emphasis::new),
                words.map(Inline.Strike::new),
                words.map(Inline.Underline::new),
                words.map(inner -> new Inline.Spoiler(null, inner)),
                words.map(inner -> new Inline.Link("https://x.test/?a=1&b='2'", inner)));
    }

    private static Arbitrary<String> some(String characters) {
        return Arbitraries.strings()
                .withChars(characters.toCharArray())
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    /// The tree as readers would tell it.
    private static List<Block> tidy(List<Block> blocks) {
        Flow flow = new Flow();
        new Retold(flow).blocks(blocks);
        return new ArrayList<>(flow.blocks());
    }
}
