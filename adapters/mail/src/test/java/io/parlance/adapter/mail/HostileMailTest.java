package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Hop;

import jakarta.mail.internet.MimeMessage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Mails made to break a reader, and words made to break a writer.
final class HostileMailTest {
    private static final String HEAD =
            """
            From: Al <al@mail.test>
            To: xmpp.alice=40xmpp.test@gw.test
            Message-ID: <h@mail.test>
            """;

    @Test
    void nestingOfAThousandPartsIsCut() {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; i < 1000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        mail.append("Content-Type: text/plain\n\ndeep\n");
        assertThat(Mails.letter(mail.toString()).contents().text())
                .isEqualTo("[more parts than can be read]");
    }

    @Test
    void partsBeyondAllProportionAreRefusedBeforeTheyAreParsed() {
        String mail =
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n\n".repeat(1_000_000);
        assertUnreadable(mail);
    }

    @Test
    void aFewHundredPartsAreReadAsFarAsSense() {
        String mail =
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n\nx\n".repeat(400)
                        + "--b--\n";
        String text = Mails.letter(mail).contents().text();
        assertThat(text).startsWith("x\n").endsWith("[more parts than can be read]");
    }

    @Test
    void hugeHeadersAreRefused() {
        assertUnreadable(HEAD + "X: " + "a".repeat(1_000_000) + "\n\nx\n");
        assertUnreadable(HEAD + "X: a\n".repeat(200_000) + "\nx\n");
        assertUnreadable(
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                        + "X: a\n".repeat(200_000)
                        + "\nx\n--b--\n");
    }

    @Test
    void brokenBase64IsReadAsFarAsItGoes() {
        String mail = HEAD + "Content-Transfer-Encoding: base64\n\nSGVs*bG8\u00e9gd2\n9ybGQ=X\n";
        assertThat(Mails.letter(mail).contents().text()).startsWith("Hello world");
    }

    @Test
    void unknownLabelsAreGuessed() {
        String head =
                HEAD
                        + "Content-Type: text/plain; charset=klingon\n"
                        + "Content-Transfer-Encoding: x-none\n\n";
        assertThat(Mails.letter(head + "päivää\n").contents().text()).isEqualTo("päivää\n");
        byte[] latin = (head + "p\u00e4iv\u00e4\u00e4\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Mails.letter(latin).contents().text()).isEqualTo("päivää\n");
    }

    @Test
    void nulNeverGetsThrough() {
        Letter letter =
                Mails.letter(HEAD.replace("Al <", "\"A\0l\" <") + "Subject: a\0b\n\nx\0y\n");
        assertThat(letter.contents().text()).isEqualTo("xy\n");
        assertThat(letter.subject() + letter.name()).doesNotContain("\0");
    }

    @Test
    void aNameCannotBreakOutOfItsHeader() {
        Letter letter =
                Mails.letter(
                        HEAD.replace("Al <", "=?utf-8?Q?Al=0D=0ABcc=3A_x=40y=2Etest=E2=80=AE?= <")
                                + "Subject: =?utf-8?Q?a=0D=0AX-Evil=3A_1?=\n\nx\n");
        assertThat(letter.name()).isEqualTo("Al Bcc: x@y.test");
        assertThat(letter.subject()).isEqualTo("a X-Evil: 1");
    }

    @Test
    void htmlOfAnyDepthIsRead() {
        String mail = HEAD + "Content-Type: text/html\n\n" + "<div><b>".repeat(20_000) + "deep";
        assertThat(Mails.letter(mail).contents().text()).isEqualTo("deep");
    }

    @Test
    void htmlOfAnyWidthIsRead() {
        String head = HEAD + "Content-Type: text/html\n\n<table><tr>";
        assertThat(Mails.letter(head + "<td>a".repeat(100_000)).contents().text())
                .startsWith("a a a");
        assertThat(Mails.letter(head + "&nbsp;".repeat(150_000) + "x").contents().text())
                .isEqualTo("x");
    }

    @Test
    void longWordsCostNoMoreThanShortOnes() {
        String word = "a".repeat(60_000);
        Headers headers = Mails.headers("To: " + word, "Envelope-To: " + word + " lobby@gw.test");
        assertThat(Recipients.of(headers, Mails.SPACE, "x").addresses())
                .containsExactly("lobby@gw.test");
        String blanks = "mx.mail.test;" + " ".repeat(60_000) + "x";
        assertThat(AuthResults.vouch(List.of(blanks), "mx.mail.test", "al@mail.test")).isFalse();
    }

    @Test
    void textOfAMegabyteIsAFileNotAnHourOfSearching() {
        String mail =
                HEAD + "\n" + "On a wrote: <a@b ".repeat(40_000) + "\n" + "> q\n".repeat(20_000);
        String text = Mails.letter(mail).contents().text();
        assertThat(Quotes.cut(text, true)).isNotEmpty();
        assertThat(Mails.letter(HEAD + "\n" + "x".repeat(3_000_000)).contents().files()).hasSize(1);
    }

    /// A head, a piece that is repeated up to a megabyte, and a tail.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Content-Type: text/html~~           | <b><i><u><p>                | x
                    Content-Type: text/html~~           | <a href=x><b id=1><table>   | x
                    Content-Type: text/html~~           | <blockquote>x               | x
                    Content-Type: text/html~~           | <table><tr><td><font size=1> | x
                    Content-Type: text/html~~           | <p style="display:none">x   | x
                    Content-Type: text/plain~~          | >~x~                        | x
                    Content-Type: text/plain~~          | On 1:00 a <b@c.test> wrote  | x
                    Content-Type: text/plain~~          | geo:1,1.@                   | x
                    Content-Type: text/plain~~          | @a.b=c@gw.tes               | x
                    In-Reply-To: <a@b.test>~Content-Disposition: reaction~~ | 👍        | x
                    Chat-Delete:                        | ' <a@b.test>'               | ~~x
                    References:                         | ' <a@b.test>'               | ~~x
                    Content-Type: multipart/mixed; boundary=b~~ | --b~~=?~            | x
                    Content-Type: application/x~Content-Transfer-Encoding: base64~~ | ====A | x
                    """)
    void aMegabyteCostsLittle(String head, String piece, String tail) {
        String one = piece.replace('~', '\n');
        String mail =
                HEAD
                        + head.replace('~', '\n')
                        + one.repeat(1_000_000 / one.length())
                        + tail.replace('~', '\n');
        for (int i = 0; i < 2; i++) {
            read(mail);
        }
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        read(mail);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        // The aim is a fifth of this; machines that run tests are slow and shared.
        assertThat(took).isLessThan(1_000_000_000L);
    }

    private static void read(String mail) {
        try {
            Letter letter = Mails.READER.read(mail.getBytes(StandardCharsets.UTF_8));
            assertThat(Act.of(letter, true)).isNotNull();
            assertThat(Bodies.text(letter)).isNotNull();
        } catch (Unreadable e) {
            assertThat(e).hasMessageContaining("proportion");
        }
    }

    @Test
    void aMailWithoutAWriterIsUnreadable() {
        assertUnreadable("To: lobby@gw.test\n\nx\n");
        assertUnreadable("From: nobody\n\nx\n");
        assertUnreadable("From: undisclosed-recipients:;\n\nx\n");
        assertUnreadable("");
    }

    @Test
    void whatIsWrittenHasTheHeadersItWasGivenAndNoOthers() throws Exception {
        Draft draft =
                new Draft(
                        "<id@gw.test>",
                        "xmpp.a=40x@gw.test",
                        "xmpp.a=40x@gw.test",
                        "Al\r\nBcc: x@y.test\r\n\r\nbody",
                        "bo@mail.test",
                        "a\r\nX-Evil: 1",
                        null,
                        List.of(),
                        Instant.EPOCH,
                        List.of(Hop.parse("g\r\nX-Evil: 2;xmpp")),
                        Map.of("List-Id", "a\r\nX-Evil: 3"),
                        MailContent.of(".\r\nRCPT TO:<x@y.test>\rMAIL\n.\r\n" + "z".repeat(5000)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailWriter.chat(draft).writeTo(out);
        String mail = out.toString(StandardCharsets.US_ASCII);
        MimeMessage read =
                new MimeMessage(Sessions.PURE, new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.getHeader("X-Evil")).isNull();
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getMessageID()).isEqualTo("<id@gw.test>");
        assertThat(mail.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(mail.lines()).allMatch(line -> line.length() <= 998);
        assertThat(MimeWalk.of(read).text().replace("\r\n", "\n"))
                .isEqualTo(".\nRCPT TO:<x@y.test>\nMAIL\n.\n" + "z".repeat(5000) + "\n");
    }

    @Property(tries = 100)
    void anyTextComesBackAsItWas(@ForAll String text) throws Exception {
        String sent =
                text.codePoints()
                        .filter(c -> c != 0 && c != 0xFEFF && !(c >= 0xD800 && c <= 0xDFFF))
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        Draft draft =
                new Draft(
                        "<id@gw.test>",
                        "",
                        "a@gw.test",
                        sent,
                        "b@mail.test",
                        sent,
                        null,
                        List.of(),
                        Instant.EPOCH,
                        List.of(),
                        Map.of(),
                        MailContent.of(sent));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailWriter.chat(draft).writeTo(out);
        MimeMessage read =
                new MimeMessage(Sessions.PURE, new ByteArrayInputStream(out.toByteArray()));
        if (sent.isBlank()) {
            return;
        }
        String lines = sent.replace("\r\n", "\n").replace('\r', '\n');
        assertThat(MimeWalk.of(read).text()).isEqualTo(lines.endsWith("\n") ? lines : lines + "\n");
    }

    private static void assertUnreadable(String mail) {
        assertThatThrownBy(() -> Mails.READER.read(mail.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }
}
