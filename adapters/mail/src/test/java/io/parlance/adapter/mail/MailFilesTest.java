package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.FailureReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Mails that other people collected, and reports as real servers write them.
final class MailFilesTest {
    private static final String OURS =
            "<aaaabbbbccccddddeeeeffff2222333344445555666677772222@gw.test>";

    /// File, a piece of its text, the number of its files.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rfc/000        | This could have been part of the previous part  | 4
                    rfc/001        | get RFC-MIME.DOC                                | 2
                    rfc/002        | Fire up Air Force One!  We're going South!      | 1
                    rfc/003        | plain text version of message goes here         | 2
                    rfc/004        | another body goes here                          | 0
                    rfc/005        | It DOES end with a linebreak                    | 0
                    rfc/006        | Plain text email goes here!                     | 0
                    rfc/007        | A                                               | 5
                    rfc/008        | a message with a base64 encoded attached email  | 1
                    rfc/009        | Hello                                           | 1
                    thirdparty/000 | of binary stuff in here                         | 0
                    thirdparty/002 | päivää                                          | 0
                    thirdparty/003 | Move ♚ to ♛'s ♝                                 | 0
                    thirdparty/004 | Move ♚ to ♛'s ♝                                 | 0
                    thirdparty/005 | 『世界人権宣言』                                  | 0
                    thirdparty/006 | Search me, and Find me here                     | 1
                    thirdparty/007 | This is my opinion                              | 0
                    thirdparty/008 | Another part                                    | 2
                    thirdparty/009 | this is the fancy thing I was talking about     | 1
                    thirdparty/011 | ''                                              | 1
                    thirdparty/013 | a                                               | 3
                    thirdparty/014 | I am writting my first C application            | 0
                    thirdparty/015 | alles klar, deine Reply Mail                    | 3
                    thirdparty/016 | Search for höhö                                 | 1
                    thirdparty/017 | Search for hähä                                 | 1
                    thirdparty/018 | Search for höhö                                 | 2
                    thirdparty/019 | Search for hähä                                 | 2
                    """)
    void textAndFilesAreFound(String file, String piece, int files) throws Exception {
        byte[] raw = Mails.file(file + ".eml");
        MimeGuard.check(raw);
        Contents contents =
                MimeWalk.of(new MimeMessage(Sessions.PURE, new SharedByteArrayInputStream(raw)));
        assertThat(contents.text()).contains(piece);
        assertThat(contents.files()).hasSize(files);
    }

    @Test
    void aFileIsDecoded() throws Exception {
        Letter letter = Mails.letter(Mails.file("thirdparty/019.eml"));
        FilePart picture = letter.contents().files().getFirst();
        assertThat(picture.name()).isEqualTo("kigaaldcbanejcbi.png");
        assertThat(picture.mediaType()).isEqualTo("image/png");
        assertThat(picture.content().get())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.INPUT_STREAM)
                .satisfies(in -> assertThat(in.readNBytes(4)).containsExactly(0x89, 'P', 'N', 'G'));
    }

    @Test
    void subjectsAreDecoded() {
        int seen = 0;
        for (Object one : new JsonArray(utf8("unstructured.json"))) {
            JsonObject line = (JsonObject) one;
            String header = line.getString("header");
            // What a header reader would take for the next field is not part of the value.
            if (header.contains("=?") && !header.strip().contains("\n")) {
                String decoded = HeaderText.oneLine(HeaderText.decode(header.strip()), 500);
                if (decoded.equals(line.getString("expected"))) {
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(8);
    }

    @Test
    void messageIdsAreFound() {
        for (Object one : new JsonArray(utf8("id.json"))) {
            JsonObject line = (JsonObject) one;
            String value = line.getString("header").split("\n(?![ \\t])", 2)[0].replace("\n", "");
            List<String> expected =
                    line.getValue("expected") instanceof JsonArray ids
                            ? ids.stream().map(id -> "<" + id + ">").toList()
                            : List.of();
            if (!value.contains("(") && value.contains("<")) {
                assertThat(MessageIds.all(value))
                        .containsAll(expected.stream().filter(id -> !id.contains(" ")).toList());
            }
        }
    }

    @Test
    void aDeliveryReportOfEximIsABounce() {
        assertThat(Mails.letter(Mails.file("parlance/dsn-exim.eml")).reports())
                .containsExactly(
                        new Report.Bounce(
                                "<2fbcjftsvd225ewioofjqjeub3tsujt2lashaysspuoly3fxknha@gw.test>",
                                "x@elsewhere.test",
                                FailureReason.RECIPIENT_UNAVAILABLE,
                                "5.0.0"));
    }

    @Test
    void eachFailedRecipientOfAReportIsABounce() {
        assertThat(Mails.letter(Mails.file("parlance/dsn-postfix.eml")).reports())
                .containsExactly(
                        new Report.Bounce(
                                OURS,
                                "list-full@example.org",
                                FailureReason.RECIPIENT_UNAVAILABLE,
                                "5.2.2 smtp; 552 5.2.2 Mailbox full"),
                        new Report.Bounce(
                                OURS,
                                "gone@example.org",
                                FailureReason.RECIPIENT_UNKNOWN,
                                "5.1.1 smtp; 550 5.1.1 <gone@example.org>: Recipient address"
                                        + " rejected: User unknown"),
                        new Report.Progress(OURS));
    }

    @Test
    void aBounceInFreeTextIsFoundByOurMessageId() {
        Report report = Mails.letter(Mails.file("parlance/bounce-plain.eml")).reports().getFirst();
        assertThat(report)
                .isInstanceOfSatisfying(
                        Report.Bounce.class,
                        bounce -> {
                            assertThat(bounce.original()).isEqualTo(OURS);
                            assertThat(bounce.recipient()).isEqualTo("gone@old.example.org");
                            assertThat(bounce.reason()).isEqualTo(FailureReason.RECIPIENT_UNKNOWN);
                        });
    }

    @Test
    void aReportAboutAMailOfOthersIsNone() {
        String foreign =
                new String(Mails.file("parlance/dsn-postfix.eml"), StandardCharsets.UTF_8)
                        .replace("@gw.test>", "@other.test>");
        assertThat(Mails.letter(foreign).reports()).isEmpty();
    }

    @Test
    void aDispositionNotificationIsAReceipt() {
        assertThat(Mails.letter(Mails.file("parlance/mdn.eml")).reports())
                .containsExactly(new Report.Seen(OURS));
    }

    private static String utf8(String file) {
        return new String(Mails.file(file), StandardCharsets.UTF_8);
    }
}
