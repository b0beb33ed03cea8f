package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.text.HtmlBulk;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotesTest {
    /// The mail with `/` for line ends, and what is left of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Yes.                                                                              | Yes.
                    Yes.//On Mon, 2 Nov 2026 at 10:00, Al <al@x.test> wrote:/> Tea?/> Now?            | Yes.
                    Yes.//On Mon, 2 Nov 2026 at 10:00, Al/<al@x.test> wrote:/> Tea?                   | Yes.
                    On Mon, 2 Nov 2026 at 10:00, Al <al@x.test> wrote:/> Tea?//Yes.                   | Yes.
                    Ja.//Am 02.11.26 um 10:00 schrieb Al:/> Tee?                                      | Ja.
                    Oui.//Le lun. 2 nov. 2026 à 10:00, Al <al@x.test> a écrit :/> Un thé ?            | Oui.
                    Sí.//El lun, 2 nov 2026 a las 10:00, Al (<al@x.test>) escribió:/> ¿Té?            | Sí.
                    > Tea?/Yes./> Milk?/No.                                                           | > Tea?/Yes./> Milk?/No.
                    Al <al@x.test> wrote:/> Tea?/Yes./> Milk?/No.//> old/> older                      | Al <al@x.test> wrote:/> Tea?/Yes./> Milk?/No.
                    Yes./-- /Al/+1 234                                                                | Yes.
                    Yes./--/Al                                                                        | Yes.
                    Yes.//-----Original Message-----/From: Al/Sent: Monday/To: Bo/Subject: Tea//Tea?  | Yes.
                    Yes.//________________________________/From: Al <al@x.test>/Sent: Monday/To: Bo//Tea? | Yes.
                    Ja.//Von: Al/Gesendet: Montag/An: Bo//Tee?                                        | Ja.
                    See:/---------- Forwarded message ---------/From: Al/Hello                        | See:/---------- Forwarded message ---------/From: Al/Hello
                    > only a quote                                                                    | > only a quote
                    On 2 Nov, Al <al@x.test> wrote:/> only a quote                                    | On 2 Nov, Al <al@x.test> wrote:/> only a quote
                    He wrote: nothing./On time                                                        | He wrote: nothing./On time
                    Dear all,/he wrote:/tea is ready                                                  | Dear all,/he wrote:/tea is ready
                    """)
    void keepsWhatTheWriterSaid(String mail, String left) {
        assertThat(Quotes.cut(mail.replace("/", "\n"), true).replace('\n', '/')).isEqualTo(left);
    }

    /// The same of a mail that answers none: only an announced quote is not the writer's.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    > they said//and I agree                                   | > they said//and I agree
                    I agree://> they said                                      | I agree://> they said
                    Yes.//On Mon, 2 Nov 2026 at 10:00, Al <al@x.test> wrote:/> Tea? | Yes.
                    On Mon, 2 Nov 2026 at 10:00, Al <al@x.test> wrote:/> Tea?//Yes. | Yes.
                    """)
    void keepsWhatTheWriterQuotes(String mail, String left) {
        assertThat(Quotes.cut(mail.replace("/", "\n"), false).replace('\n', '/')).isEqualTo(left);
    }

    /// HTML, and its text with `/` for line ends.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <blockquote>they said</blockquote><p>and I agree</p>                | > they said//and I agree
                    <p>so:</p><blockquote><p>a</p><p>b<br>c</p></blockquote>            | so://> a//> b/> c
                    Yes.<blockquote type="cite">Tea?</blockquote>                       | Yes.
                    <blockquote type="cite">Tea?</blockquote>Yes.                       | Yes.
                    <blockquote type="cite">Tea?</blockquote>Yes.<blockquote type="cite">Milk?</blockquote>No. | > Tea?//Yes./> Milk?//No.
                    <blockquote type="cite">Tea?</blockquote>                           | > Tea?
                    """)
    void areMarkedInTextOfHtml(String html, String text) {
        assertThat(Html.text(html, new HtmlBulk()).replace('\n', '/')).isEqualTo(text);
    }

    @Property(tries = 200)
    void neverLosesEverything(@ForAll String text) {
        assertThat(Quotes.cut(text, true).isBlank()).isEqualTo(text.isBlank());
    }
}
