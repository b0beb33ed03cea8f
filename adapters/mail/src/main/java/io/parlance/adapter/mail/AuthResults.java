package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What our own receiving server found out about the sender (Authentication-Results, RFC 8601).
/// Only fields with the configured authserv-id count, and they can be believed because that server
/// removes forged ones (RFC 8601 §5).
final class AuthResults {
    /// One `method=result` with its properties such as `header.d`.
    record Result(String method, boolean pass, Map<String, String> properties) {
        String property(String name) {
            return properties.getOrDefault(name, "");
        }
    }

    private AuthResults() {}

    /// Whether the server `trusted` vouches for `from`, a canonical address.
    static boolean vouch(List<String> fields, @Nullable String trusted, String from) {
        if (trusted == null) {
            return false;
        }
        return fields.stream()
                .flatMap(field -> parse(field, trusted).stream())
                .anyMatch(result -> result.pass() && aligned(result, trusted, from));
    }

    private static boolean aligned(Result result, String trusted, String from) {
        String domain = MailAddresses.domainOf(from);
        return switch (result.method()) {
            case "auth" -> login(result.property("smtp.auth"), trusted, from);
            case "dkim" ->
                    related(result.property("header.d"), domain)
                            || related(MailAddresses.domainOf(result.property("header.i")), domain);
            case "spf" -> related(MailAddresses.domainOf(result.property("smtp.mailfrom")), domain);
            case "dmarc" -> result.property("header.from").equalsIgnoreCase(domain);
            default -> false;
        };
    }

    /// A login vouches for exactly its own address; one without a domain for a user of that server.
    private static boolean login(String user, String trusted, String from) {
        if (user.contains("@")) {
            return user.equalsIgnoreCase(from);
        }
        String domain = MailAddresses.domainOf(from);
        String server = trusted.toLowerCase(Locale.ROOT);
        return user.equalsIgnoreCase(MailAddresses.local(from))
                && (server.equals(domain) || server.endsWith("." + domain));
    }

    /// Relaxed alignment (RFC 7489 §3.1) without a list of public suffixes: the same domain, or one
    /// within the other, where the outer one has a dot.
    private static boolean related(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        return (a.contains(".") && (a.equals(other) || other.endsWith("." + a)))
                || (other.contains(".") && a.endsWith("." + other));
    }

    /// The results of one field, if it is by `trusted`; lenient about what it does not know.
    static List<Result> parse(String field, String trusted) {
        List<List<String>> statements = Tokens.statements(field);
        List<Result> results = new ArrayList<>();
        if (statements.isEmpty()
                || statements.getFirst().isEmpty()
                || !statements.getFirst().getFirst().equalsIgnoreCase(trusted)) {
            return results;
        }
        for (List<String> words : statements.subList(1, statements.size())) {
            if (!words.isEmpty() && words.getFirst().contains("=")) {
                results.add(result(words));
            }
        }
        return results;
    }

    private static Result result(List<String> words) {
        String[] verdict = words.getFirst().split("=", 2);
        String method = verdict[0].replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
        Map<String, String> properties = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            String[] pair = word.split("=", 2);
            if (pair.length == 2) {
                properties.putIfAbsent(pair[0].toLowerCase(Locale.ROOT), pair[1]);
            }
        }
        return new Result(method, verdict[1].equalsIgnoreCase("pass"), Map.copyOf(properties));
    }

    /// Splits a field into statements of words: comments go, quoted strings stay whole, blanks
    /// around an equals sign count as none.
    private static final class Tokens {
        private final List<List<String>> statements = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int depth;
        private boolean quoted;

        static List<List<String>> statements(String field) {
            Tokens tokens = new Tokens();
            String text = HeaderText.oneLine(field, 4096).replaceAll("(?<!\\s)\\s*+=\\s*+", "=");
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                    tokens.keep(text.charAt(++i));
                } else {
                    tokens.take(text.charAt(i));
                }
            }
            tokens.take(';');
            return tokens.statements;
        }

        private void take(char c) {
            if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth > 0) {
                depth--;
            } else if (quoted || depth > 0 || (c != ';' && !Character.isWhitespace(c))) {
                keep(c);
            } else {
                endWord();
                if (c == ';') {
                    statements.add(words);
                    words = new ArrayList<>();
                }
            }
        }

        private void keep(char c) {
            if (depth == 0) {
                word.append(c);
            }
        }

        private void endWord() {
            if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
    }
}
