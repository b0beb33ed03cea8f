package io.parlance.adapter.mail;

import static io.parlance.fuzz.Attack.repeated;

import io.parlance.fuzz.Attack;
import io.parlance.fuzz.CostTable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a hostile mail of a megabyte costs, from the raw bytes to the text and the formatting that
/// other networks are told.
final class MailCost implements CostTable {
    private static final String HEAD =
            """
            From: Al <mailer-daemon@mail.test>
            To: xmpp.alice=40xmpp.test@gw.test
            Message-ID: <h@mail.test>
            """;
    private static final String OURS = MessageIds.of("key", "gw.test");
    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\n\n";

    /// Half a megabyte is the most that headers may have.
    private static final int HEADERS = 500 * 1024;

    @Override
    public List<Attack> attacks() {
        List<Attack> all = new ArrayList<>();
        texts(all);
        html(all);
        structures(all);
        headers(all);
        values(all);
        parameters(all);
        reports(all);
        return all;
    }

    private static void texts(List<Attack> all) {
        for (String unit :
                List.of(
                        "\n",
                        " \n",
                        ">",
                        "> \n",
                        "> a\nb\n",
                        "-- \n",
                        "-",
                        "_",
                        "____ \n",
                        "On a wrote: <a@b ",
                        "From: a\nSent: b",
                        "\r",
                        "a\n\n",
                        " ",
                        "<a@",
                        "http://",
                        "a@b.c ",
                        "\u0301",
                        "wrote:\n")) {
            all.add(mail("text " + unit, HEAD + "\nx\n" + repeated(unit)));
            all.add(mail("text before words " + unit, HEAD + "\n" + repeated(unit) + "\nx"));
            all.add(
                    mail(
                            "flowed text " + unit,
                            HEAD + "Content-Type: text/plain; format=flowed\n\n" + repeated(unit)));
        }
        String head = HEAD + "Content-Transfer-Encoding: ";
        all.add(mail("base64 with garbage", head + "base64\n\n" + repeated("A*\u00e9=\n")));
        all.add(mail("soft breaks", head + "quoted-printable\n\n" + repeated("= \t\r")));
        all.add(mail("uuencoded", head + "uuencode\n\nbegin 644 a\n" + repeated("M\n")));
        all.add(
                mail(
                        "two charsets",
                        HEAD + "Content-Type: text/plain; charset=utf-7\n\n" + repeated("+AGE-")));
    }

    private static void html(List<Attack> all) {
        for (String unit :
                List.of(
                        "<b>",
                        "<div>",
                        "<a><b><i>x",
                        "<font><b><p>x",
                        "<table>x<b>",
                        "<td>a",
                        "<b><p>",
                        "<a href='http://a'>",
                        "<blockquote>",
                        "<p class='a b c d'>",
                        "<i><b></i>x",
                        "<br>",
                        "<pre>",
                        "&amp;",
                        "&#x",
                        "<",
                        "<b",
                        "<!--",
                        "<svg>",
                        "<p a b c d e f g h>",
                        "<ul><li>",
                        "<select>",
                        "<form><p></form>",
                        "<template>",
                        "<frameset>",
                        "</p>",
                        "<x y=",
                        "<span style='a:b'>",
                        "\0<i>",
                        "<a href='http://a'><object>",
                        "<table><tr><td>")) {
            all.add(mail("html " + unit, HEAD + "Content-Type: text/html\n\n" + repeated(unit)));
        }
        String attributes =
                IntStream.range(0, 120_000).mapToObj(i -> " a" + i).collect(Collectors.joining());
        all.add(
                mail(
                        "html attributes",
                        HEAD + "Content-Type: text/html\n\n<p" + attributes + ">x"));
        String half = "a".repeat(Attack.MEGABYTE / 3);
        all.add(
                mail(
                        "html link that is nearly its text",
                        HEAD
                                + "Content-Type: text/html\n\n<a href='http://"
                                + half
                                + "b'>"
                                + half
                                + half
                                + "</a>"));
    }

    private static void structures(List<Attack> all) {
        all.add(
                mail(
                        "many parts",
                        HEAD + MIXED + "--b\n\nx\n".repeat(4_900) + repeated("x\n", 900 * 1024)));
        all.add(
                mail(
                        "lines that begin like separators",
                        HEAD
                                + MIXED
                                + "--b\n\n"
                                + repeated("--a\n\n", 20_000)
                                + repeated("-", 1_000_000)));
        all.add(
                mail(
                        "nearly the separator",
                        HEAD
                                + MIXED.replace("boundary=b", "boundary=" + "-".repeat(60) + "b")
                                + repeated("-".repeat(70) + "a")));
        all.add(
                mail(
                        "a long separator",
                        HEAD
                                + MIXED.replace(
                                        "boundary=b", "boundary=\"" + "a".repeat(HEADERS) + "\"")
                                + "--"
                                + "a".repeat(HEADERS)));
        StringBuilder deep = new StringBuilder(HEAD);
        for (int i = 0; i < 4_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        all.add(mail("deep parts", deep + "\n" + repeated("x", 700_000)));
        String alternatives =
                "--b\nContent-Type: text/html\n\n<b>x</b>" + "<p>a".repeat(1000) + "\n";
        all.add(
                mail(
                        "many alternatives",
                        HEAD + MIXED.replace("mixed", "alternative") + repeated(alternatives)));
    }

    private static void headers(List<Attack> all) {
        List<String> fields =
                List.of(
                        "X: a\n",
                        "X: \n a\n",
                        "From: a,\n",
                        "To: a@b.c,\n",
                        "Cc: <a@b\n",
                        "References: <a@b>\n",
                        "Subject: =?utf-8?Q?a?=\n",
                        "X-Parlance-Hop: a;b\n",
                        "Content-Type: a/b; c*0=d\n",
                        "Received: a\n",
                        "Authentication-Results: mx.mail.test; a=b\n",
                        ": a\n",
                        "a\n",
                        " \n");
        for (String field : fields) {
            all.add(mail("fields " + field, repeated(field, HEADERS) + HEAD + "\nx"));
        }
    }

    private static void values(List<Attack> all) {
        for (String unit :
                List.of(
                        "(",
                        "a,",
                        "<",
                        "\"",
                        "a@",
                        "=?utf-8?Q?a?= ",
                        "=?",
                        " \n ",
                        "\\",
                        ":",
                        ";",
                        "a b ",
                        "[",
                        "<a@b>",
                        "a@b,",
                        "\"a\" <b@c>,",
                        "=?x?B?",
                        "g:a,")) {
            for (String name :
                    List.of(
                            "From",
                            "To",
                            "Subject",
                            "References",
                            "Message-ID",
                            "Date",
                            "Content-Type",
                            "Content-Disposition",
                            "Content-Transfer-Encoding")) {
                all.add(
                        mail(
                                name + " " + unit,
                                name + ": " + repeated(unit, HEADERS) + "\n" + HEAD + "\nx"));
            }
        }
    }

    private static void parameters(List<Attack> all) {
        for (String name : List.of("Content-Type: a/b", "Content-Disposition: attachment")) {
            String numbered =
                    IntStream.range(0, 35_000)
                            .mapToObj(i -> ";\n a*" + i + "*=%41")
                            .collect(Collectors.joining());
            all.add(mail("RFC 2231 " + name, HEAD + name + numbered + "\n\nx"));
            String backwards =
                    IntStream.range(0, 35_000)
                            .mapToObj(i -> ";\n filename*" + (35_000 - i) + "=a")
                            .collect(Collectors.joining());
            all.add(mail("RFC 2231 backwards " + name, HEAD + name + backwards + "\n\nx"));
            all.add(
                    mail(
                            "folded name " + name,
                            HEAD
                                    + name
                                    + ";\n filename=\""
                                    + repeated("a\n ", HEADERS)
                                    + "\"\n\nx"));
            all.add(mail("parameters " + name, HEAD + name + repeated(";a=b", HEADERS) + "\n\nx"));
        }
    }

    private static void reports(List<Attack> all) {
        all.add(mail("bounce in words", HEAD + "\n" + OURS + " " + repeated("a@")));
        all.add(mail("bounce in words with dots", HEAD + "\n" + OURS + " " + repeated("a@b.")));
        String report = HEAD + MIXED.replace("mixed", "report") + "--b\nContent-Type: ";
        for (String unit :
                List.of("\n\n", "a:b\n\n", "a\n\n", " \n", "\n \n \n a", "action:failed\n\n")) {
            all.add(
                    mail(
                            "delivery status " + unit,
                            report
                                    + "message/delivery-status\n\n"
                                    + repeated(unit)
                                    + "\n--b\n"
                                    + "Content-Type: text/rfc822-headers\n\nMessage-ID: "
                                    + OURS
                                    + "\n\n--b--\n"));
        }
        all.add(
                mail(
                        "disposition",
                        report
                                + "message/disposition-notification\n\n"
                                + repeated("a: b\n")
                                + "\n--b--"));
    }

    private static Attack mail(String name, String mail) {
        return Attack.of(name, mail, MailCost::read);
    }

    private static void read(byte[] raw) {
        try {
            Letter letter = Mails.READER.read(raw);
            String text = Bodies.text(letter);
            MailFormat.read(letter.contents().html(), text);
            MailThread.of(letter);
            AuthResults.vouch(
                    letter.headers().all("authentication-results"), "mx.mail.test", letter.from());
        } catch (Unreadable _) {
            // Refused is an answer, too.
        }
    }
}
