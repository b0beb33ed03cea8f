package io.parlance.adapter.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts from a mail what a chat already shows: the signature, and the mail that is answered when it
/// is quoted in one piece above or below the answer. Such a quote is announced ("On … wrote:"), or
/// stands in a mail that names the mail it answers; any other the writer meant. Quotes with answers
/// between them say what belongs to what, so they stay; and if nothing would be left, all stays.
final class Quotes {
    private static final Pattern SIGNATURE = Pattern.compile("-- ?|_{0,2}-- ");
    private static final Pattern ORIGINAL =
            Pattern.compile(
                    "\\s*+-{2,}+\\s*+(Original[ -]Message|Original Appointment|Urspr\u00fcngliche"
                        + " Nachricht|Message d['\u2019]origine|Mensaje original|Messaggio"
                        + " originale|Mensagem original|Oorspronkelijk bericht|Ursprungligt"
                        + " meddelande|\u0418\u0441\u0445\u043e\u0434\u043d\u043e\u0435"
                        + " \u0441\u043e\u043e\u0431\u0449\u0435\u043d\u0438\u0435)\\s*-{2,}\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern OUTLOOK_FROM =
            Pattern.compile(
                    "\\s*\\*?(From|Von|De|Da|Van|Fr\u00e5n|Fra|\u041e\u0442):\\*?\\s.{1,300}");
    private static final Pattern OUTLOOK_NEXT =
            Pattern.compile(
                    "\\s*\\*?(Sent|Date|Gesendet|Datum|Envoy\u00e9|Enviado("
                        + " el)?|Inviato|Verzonden|Skickat|Sendt|\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043e)("
                        + " on)?:\\*?\\s.*");
    private static final Pattern WROTE =
            Pattern.compile(
                    "(?s).*(wrote|writes|schrieb|a \u00e9crit|escribi\u00f3|escreveu|ha"
                        + " scritto|schreef|skrev|kirjoitti|napisa\u0142\\(?a?\\)?|\u043d\u0430\u043f\u0438\u0441\u0430\u043b\\(?\u0430?\\)?|\u043f\u0438\u0448\u0435\u0442|\u5199\u9053|\u5beb\u9053|\u306f\u66f8\u304d\u307e\u3057\u305f)[^\\n"
                        + "]{0,120}[:\uff1a]\\s*");
    private static final Pattern OPENS =
            Pattern.compile("\\s*(On|Am|Le|El|Il|Em|Op|Den|P\u00e5|W dniu|\u0412|\u5728)\\s.*");
    private static final Pattern DATED =
            Pattern.compile(".*\\d{1,2}[:.]\\d\\d.*|.*<[^<>\\s]+@[^<>\\s]+>.*");

    private Quotes() {}

    /// What the writer said.
    ///
    /// @param answer whether the mail names the mail that it answers
    static String cut(String text, boolean answer) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        trim(lines);
        List<String> all = List.copyOf(lines);
        dropSignature(lines);
        dropOriginal(lines);
        trim(lines);
        int blocks = blocks(lines);
        dropBelow(lines, answer);
        if (blocks <= 1) {
            dropAbove(lines, answer);
        }
        trim(lines);
        return String.join("\n", lines.isEmpty() ? all : lines);
    }

    /// The text without its signature.
    static String unsigned(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        dropSignature(lines);
        return String.join("\n", lines);
    }

    /// Whether own words stand between several quotes.
    static boolean interleaved(String text) {
        return blocks(text.lines().toList()) > 1;
    }

    /// Whether the text holds a quoted line.
    static boolean in(String text) {
        return text.lines().anyMatch(Quotes::quoted);
    }

    private static boolean quoted(String line) {
        return line.startsWith(">");
    }

    /// Most lines of a mail are not, and need no closer look.
    private static boolean dashed(String line) {
        return line.contains("--");
    }

    private static void dropSignature(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (dashed(lines.get(i)) && SIGNATURE.matcher(lines.get(i)).matches()) {
                lines.subList(i, lines.size()).clear();
            }
        }
    }

    /// Outlook quotes without marks: a separator, or a little header of at least two lines.
    private static void dropOriginal(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            boolean header =
                    i + 1 < lines.size()
                            && lines.get(i).indexOf(':') > 0
                            && OUTLOOK_FROM.matcher(lines.get(i)).matches()
                            && OUTLOOK_NEXT.matcher(lines.get(i + 1)).matches();
            boolean separator = dashed(lines.get(i)) && ORIGINAL.matcher(lines.get(i)).matches();
            if (header || separator) {
                int from = i > 0 && lines.get(i - 1).matches("\\s*_{8,}\\s*") ? i - 1 : i;
                lines.subList(from, lines.size()).clear();
                return;
            }
        }
    }

    /// How many separate quotes are followed by words of the writer's own.
    private static int blocks(List<String> lines) {
        int blocks = 0;
        boolean inQuote = false;
        for (String line : lines) {
            if (quoted(line)) {
                inQuote = true;
            } else if (!line.isBlank()) {
                blocks += inQuote ? 1 : 0;
                inQuote = false;
            }
        }
        return blocks;
    }

    private static void dropBelow(List<String> lines, boolean answer) {
        trim(lines);
        int end = lines.size();
        while (end > 0 && (quoted(lines.get(end - 1)) || lines.get(end - 1).isBlank())) {
            end--;
        }
        // A line that announces a quote goes also where the quote itself is missing.
        int announced = attribution(lines, end);
        if (answer || announced > 0) {
            lines.subList(end - announced, lines.size()).clear();
        }
    }

    private static void dropAbove(List<String> lines, boolean answer) {
        int start = 0;
        while (start < lines.size() && !quoted(lines.get(start))) {
            start++;
        }
        int announced = attribution(lines, start);
        int first = start - announced;
        if (start == lines.size()
                || (!answer && announced == 0)
                || lines.subList(0, first).stream().anyMatch(line -> !line.isBlank())) {
            return;
        }
        while (start < lines.size() && (quoted(lines.get(start)) || lines.get(start).isBlank())) {
            start++;
        }
        lines.subList(0, start).clear();
    }

    /// How many lines before `end` are the "On … wrote:" of the quote: it may be broken into three.
    private static int attribution(List<String> lines, int end) {
        int last = end;
        while (last > 0 && lines.get(last - 1).isBlank()) {
            last--;
        }
        int found = 0;
        for (int count = 1; count <= 3 && count <= last; count++) {
            String first = lines.get(last - count);
            String joined = String.join("\n", lines.subList(last - count, last));
            if (joined.length() > 600 || first.isBlank()) {
                break;
            }
            if (WROTE.matcher(joined).matches()) {
                boolean opens = OPENS.matcher(first).matches();
                found = opens || (found == 0 && DATED.matcher(first).matches()) ? count : found;
            }
        }
        return found == 0 ? 0 : end - last + found;
    }

    private static void trim(List<String> lines) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        int start = 0;
        while (start < lines.size() && lines.get(start).isBlank()) {
            start++;
        }
        lines.subList(0, start).clear();
    }
}
