package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Limits;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.stream.Collectors;

/// What must hold of every text that a reader made, however hostile its source: each writer writes
/// it, what it wrote is safe, and says the same words when it is read again.
final class Written {
    private Written() {}

    static void check(@Nullable RichText read) {
        if (read == null) {
            return;
        }
        String words = words(PlainText.of(read));
        html(read);
        String markdown = MarkdownWriter.write(read);
        if (markdown.length() <= Limits.TEXT_BYTES / 2) {
            MarkdownReader.read(markdown);
        }
        StylingWriter.Styled styled = StylingWriter.write("", read);
        RichText again = styled.unstyled() ? null : StylingReader.read(styled.text());
        String said = again == null ? styled.text() : PlainText.of(again);
        assertThat(words(said)).as(styled.text()).isEqualTo(words);
    }

    private static void html(RichText read) {
        String html = HtmlWriter.matrix(read);
        SafeHtml.check(html);
        SafeHtml.check(HtmlWriter.mail(read));
        RichText again = HtmlReader.read(html, HtmlReader.Dialect.MATRIX);
        if (again != null) {
            assertThat(again).as(html).isEqualTo(read);
        }
    }

    private static String words(String text) {
        return text.chars()
                .filter(c -> !Characters.white((char) c) && c != '-' && c != '>')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
