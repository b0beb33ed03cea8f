package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.text.RichText;
import io.parlance.text.PlainText;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/// The HTML part of a mail, and whether it says what the plain text says.
final class MailFormatTest {
    private static RichText read(String html, String text) {
        return Objects.requireNonNull(MailFormat.read(html, text));
    }

    @Test
    void htmlThatSaysTheSameIsTaken() {
        RichText rich =
                read(
                        "<div>See <a href='https://x.test/long'>this <b>page</b></a></div>",
                        "See this *page* <https://x.test/long>");
        assertThat(MailFormat.write("x", rich))
                .contains("See <a href=\"https://x.test/long\">this <strong>page</strong></a>");
    }

    @Test
    void htmlThatSaysMoreOrLessIsNot() {
        String html = "<p>yes, <b>I</b> do</p><p>-----Original Message-----</p><p>Do you?</p>";
        assertThat(MailFormat.read(html, "yes, I do")).isNull();
        assertThat(MailFormat.read("<b>Please use a newer program</b>", "The text")).isNull();
        assertThat(MailFormat.read("<p>no marks</p>", "no marks")).isNull();
        assertThat(MailFormat.read(null, "text")).isNull();
    }

    @Test
    void theSubjectStandsBeforeIt() {
        RichText rich = read("<b>words</b> of mine", "Subject here\nwords of mine");
        assertThat(PlainText.of(rich)).isEqualTo("Subject here\n\nwords of mine");
    }

    @Test
    void whatIsWrittenIsEscaped() {
        RichText rich = read("<b>&lt;script&gt;</b>", "<script>");
        assertThat(MailFormat.write("<script>", rich))
                .contains("<strong>&lt;script&gt;</strong>")
                .doesNotContain("<script>");
    }
}
