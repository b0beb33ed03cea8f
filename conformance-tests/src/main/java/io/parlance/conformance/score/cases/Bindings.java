package io.parlance.conformance.score.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the names in a case's templates stand for, on one side. `{text}` in a template becomes the
/// text; braces around anything but a bound name stay.
public record Bindings(Map<String, String> values) {
    private static final Pattern NAME =
            Pattern.compile("\\{([a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)?)}");

    /// Copies the map.
    public Bindings {
        values = Map.copyOf(values);
    }

    /// These and one more.
    public Bindings with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Bindings(more);
    }

    /// These and others, which win.
    public Bindings with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.putAll(others);
        return new Bindings(more);
    }

    /// The value of a name, or an empty text.
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /// Fills a template.
    ///
    /// @param escape makes a value fit for where it is put
    public String expand(String template, UnaryOperator<String> escape) {
        Matcher names = NAME.matcher(template);
        StringBuilder out = new StringBuilder();
        while (names.find()) {
            String value = values.get(names.group(1));
            String put = value == null ? names.group() : escape.apply(value);
            names.appendReplacement(out, Matcher.quoteReplacement(put));
        }
        return names.appendTail(out).toString();
    }

    /// Whether a template names something that is not bound here.
    public boolean lacks(String template) {
        Matcher names = NAME.matcher(template);
        while (names.find()) {
            if (!values.containsKey(names.group(1))) {
                return true;
            }
        }
        return false;
    }
}
