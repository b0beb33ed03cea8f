package io.parlance.adapter.mqtt;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with placeholders: `{name}` of a known set, or `{/json/pointer}` (RFC 6901). Every other
/// brace stands for itself, so a template for JSON is written without escapes.
///
/// @param parts in order
record Template(List<Part> parts) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+|/[^{}]*)}");

    /// A piece of a template.
    sealed interface Part {
        /// Copied as it is.
        record Literal(String text) implements Part {}

        /// Replaced by the value of its name.
        record Slot(String name) implements Part {}
    }

    /// Reads a template.
    ///
    /// @param names the placeholders that may stand in it; `/` allows JSON pointers
    /// @throws IllegalArgumentException naming a placeholder that is not known
    static Template parse(String text, Set<String> names) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!names.contains(name.startsWith("/") ? "/" : name)) {
                throw new IllegalArgumentException(
                        "{"
                                + name
                                + "} is no placeholder here; known: {"
                                + String.join("}, {", names.stream().sorted().toList())
                                + "}");
            }
            if (matcher.start() > end) {
                parts.add(new Part.Literal(text.substring(end, matcher.start())));
            }
            parts.add(new Part.Slot(name));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part.Literal(text.substring(end)));
        }
        return new Template(List.copyOf(parts));
    }

    /// The text with each placeholder replaced by its value, which is not looked at for further
    /// ones; null if `values` has none for one of them.
    @Nullable String fill(Function<String, @Nullable String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(var literal) -> text.append(literal);
                case Part.Slot(var name) -> {
                    String value = values.apply(name);
                    if (value == null) {
                        return null;
                    }
                    text.append(value);
                }
            }
        }
        return text.toString();
    }
}
