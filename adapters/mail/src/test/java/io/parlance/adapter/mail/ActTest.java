package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What chat programs mean by their header fields and parts.
final class ActTest {
    private static final String HEAD =
            "From: al@mail.test\nTo: lobby@gw.test\nMessage-ID: <m@mail.test>\n";

    /// The fields with `;;` between them, the body with `/` for line ends, and what is meant.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Chat-Edit: <a@b.test>                             | ✏️x          | Edit[target=<a@b.test>]
                    Chat-Edit: a@b.test                               | ✏️x          | Edit[target=<a@b.test>]
                    Chat-Edit: nothing                                | x            | Say[]
                    Chat-Delete: <a@b.test>                           | x            | Delete[targets=[<a@b.test>]]
                    Chat-Delete: <a@b.test c@d.test>                  | x            | Delete[targets=[<a@b.test>, <c@d.test>]]
                    Chat-Delete: <a@b.test> <a@b.test>                | x            | Delete[targets=[<a@b.test>]]
                    In-Reply-To: <a@b.test>;;Content-Disposition: reaction | 👍      | React[target=<a@b.test>, emoji=[👍]]
                    In-Reply-To: <a@b.test>;;Content-Disposition: REACTION | 👍🏽 1️⃣  | React[target=<a@b.test>, emoji=[👍🏽, 1️⃣]]
                    In-Reply-To: <a@b.test>;;Content-Disposition: reaction | /       | React[target=<a@b.test>, emoji=[]]
                    In-Reply-To: <a@b.test>;;Content-Disposition: reaction | 👍/-- /Al | React[target=<a@b.test>, emoji=[👍]]
                    In-Reply-To: <a@b.test>;;Content-Disposition: reaction | good    | Say[]
                    Content-Disposition: reaction                     | 👍           | Say[]
                    Chat-Group-Name: New;;Chat-Group-Name-Changed: Old | x           | Rename[name=New]
                    Chat-Group-Name: New                              | x            | Say[]
                    Subject: x                                        | x            | Say[]
                    """)
    void isRead(String fields, String body, String act) {
        String mail = HEAD + fields.replace(";;", "\n") + "\n\n" + body.replace('/', '\n') + "\n";
        assertThat(Act.of(Mails.letter(mail), true)).hasToString(act);
    }

    @Test
    void aReactionOfWordsIsRead() {
        String mail =
                HEAD + "In-Reply-To: <a@b.test>\nContent-Disposition: reaction\n\nwell said\n";
        assertThat(Mails.letter(mail).contents().text()).isEqualTo("well said\n");
    }

    @Test
    void anEditLosesItsSignAndTheQuoteBeforeIt() {
        String mail = HEAD + "Chat-Edit: <a@b.test>\n\n> old words\n\n\u270f\ufe0fnew words\n";
        assertThat(Bodies.edited(Mails.letter(mail)).text()).isEqualTo("new words");
    }

    /// A Message-ID, a text, and whether its parent means an answer.
    @ParameterizedTest
    @CsvSource({
        "<m@mail.test>, yes, true",
        "<0a1b2c3d-0000-4000-8000-0123456789ab@localhost>, yes, false",
        "<0a1b2c3d-0000-4000-8000-0123456789ab@localhost>, > tea?, true",
        "<Mr.abc.def@mail.test>, yes, false",
    })
    void chatmailNamesAParentByHabit(String id, String text, boolean meant) {
        String mail =
                "From: al@mail.test\nTo: lobby@gw.test\nChat-Version: 1.0\nMessage-ID: "
                        + id
                        + "\nIn-Reply-To: <a@b.test>\n\n"
                        + text
                        + "\n";
        assertThat(Mails.letter(mail).parentByHabit()).isEqualTo(!meant);
    }
}
