package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Pieces of a formatted text replaced, however deep they are.
final class RetellingTest {
    private static final Inline LINK = new Inline.Link("https://a.test/", List.of(word("x")));

    private static Inline word(String text) {
        return new Inline.Text(text);
    }

    /// The word in everything that can hold words.
    private static RichText everywhere(Inline word) {
        List<Inline> one = List.of(word);
        List<Inline> marked =
                List.of(
                        new Inline.Strong(one),
                        new Inline.Emphasis(one),
                        new Inline.Strike(one),
                        new Inline.Underline(one),
                        new Inline.Link("https://a.test/", one),
                        new Inline.Spoiler("why", one),
                        new Inline.Code("x"),
                        new Inline.LineBreak());
        Block line = new Block.Paragraph(one);
        return new RichText(
                List.of(
                        new Block.Paragraph(marked),
                        new Block.Heading(2, one),
                        new Block.Quote(List.of(line)),
                        new Block.ListBlock(true, 3, List.of(List.of(line), List.of(line))),
                        new Block.CodeBlock("java", "x"),
                        new Block.Rule()));
    }

    @Test
    void findsWordsWhereverTheyAre() {
        var retelling = new Retelling(it -> it.equals(word("x")) ? List.of(word("y")) : null);
        assertThat(retelling.of(everywhere(word("x")))).isEqualTo(everywhere(word("y")));
    }

    @Test
    void onePieceMayBecomeManyOrNone() {
        var twice = new Retelling(it -> it instanceof Inline.Text ? List.of(it, it) : null);
        var none = new Retelling(it -> it instanceof Inline.Code ? List.of() : null);
        Block line = new Block.Paragraph(List.of(word("x"), new Inline.Code("c")));
        assertThat(twice.of(new RichText(List.of(line))).blocks())
                .containsExactly(
                        new Block.Paragraph(List.of(word("x"), word("x"), new Inline.Code("c"))));
        assertThat(none.of(new RichText(List.of(line))).blocks())
                .containsExactly(new Block.Paragraph(List.of(word("x"))));
    }

    @Test
    void doesNotLookIntoWhatTheChangeGaveBack() {
        var closed =
                new Retelling(
                        it ->
                                it instanceof Inline.Link
                                        ? List.of(it)
                                        : it instanceof Inline.Text ? List.of(word("y")) : null);
        RichText text = new RichText(List.of(new Block.Paragraph(List.of(LINK, word("x")))));
        assertThat(closed.of(text).blocks())
                .containsExactly(new Block.Paragraph(List.of(LINK, word("y"))));
    }

    @Test
    void mentionsAloneCanBeReplaced() {
        Inline mention = new Inline.Mention("xmpp:a@b.test", "x");
        RichText told = Retelling.ofMentions(it -> word(it.text())).of(everywhere(mention));
        assertThat(told).isEqualTo(everywhere(word("x")));
    }
}
