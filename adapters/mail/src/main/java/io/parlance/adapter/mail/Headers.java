package io.parlance.adapter.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A mail's header fields by name, each value unfolded. Names fold case; values of one name keep
/// their order.
///
/// @param fields values by lower-case name
record Headers(Map<String, List<String>> fields) {
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+");

    /// Copies the map.
    Headers {
        fields = Map.copyOf(fields);
    }

    /// The header of a parsed mail.
    static Headers of(MimeMessage message) throws MessagingException {
        return of(message.getAllHeaders());
    }

    /// A header that was parsed alone.
    static Headers of(InternetHeaders headers) {
        return of(headers.getAllHeaders());
    }

    private static Headers of(Enumeration<Header> lines) {
        Map<String, List<String>> fields = new HashMap<>();
        for (Header line : Collections.list(lines)) {
            String value =
                    line.getValue() == null ? "" : FOLD.matcher(line.getValue()).replaceAll(" ");
            fields.computeIfAbsent(line.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(HeaderText.oneLine(value, 65_536));
        }
        return new Headers(fields);
    }

    /// All values of `name`, in lower case.
    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /// The first value of `name`, or an empty text.
    String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /// Whether there is a field of that name.
    boolean has(String name) {
        return fields.containsKey(name);
    }
}
