package io.parlance.conformance.score.cases;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Facts that together prove a form. A value is compared as it is, without blanks around it; `*` is
/// anything, `!` is absence, and what starts with `~` is a regular expression to be found. Names in
/// braces are filled in, in the facts' names, too.
public record Evidence(Map<String, String> wanted) {
    /// Copies the map.
    public Evidence {
        wanted = Map.copyOf(wanted);
    }

    /// Whether the wire showed all of it.
    public boolean holds(Facts facts, Bindings names) {
        return wanted.entrySet().stream()
                .allMatch(
                        e -> {
                            String name = names.expand(e.getKey(), it -> it);
                            return matches(facts.all(name), e.getValue(), names);
                        });
    }

    /// Whether a regular expression with names in it is found in a text.
    static boolean found(String pattern, String text, Bindings names) {
        if (names.lacks(pattern)) {
            return false;
        }
        return Pattern.compile(names.expand(pattern, Pattern::quote), Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    private static boolean matches(List<String> values, String wish, Bindings names) {
        return switch (wish) {
            case "*" -> !values.isEmpty();
            case "!" -> values.isEmpty();
            default -> values.stream().anyMatch(value -> matches(value, wish, names));
        };
    }

    private static boolean matches(String value, String wish, Bindings names) {
        if (wish.startsWith("~")) {
            return found(wish.substring(1), value, names);
        }
        return plain(value).equals(plain(names.expand(wish, it -> it)));
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
