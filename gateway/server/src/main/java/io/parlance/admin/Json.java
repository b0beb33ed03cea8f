package io.parlance.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.util.List;

/// The records of this package as JSON and back. Unknown keys are passed over, so that an older
/// command line can talk to a newer gateway.
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Json() {}

    /// `value` in one line.
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that has no JSON form: " + value, e);
        }
    }

    /// `value` for people.
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that has no JSON form: " + value, e);
        }
    }

    /// Reads one `type`.
    ///
    /// @throws IllegalArgumentException if `text` is not that
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unexpected(e);
        }
    }

    /// Reads a list of `type`.
    ///
    /// @throws IllegalArgumentException if `text` is not that
    public static <T> List<T> readList(String text, Class<T> type) {
        try {
            return MAPPER.readerForListOf(type).readValue(text);
        } catch (JsonProcessingException e) {
            throw unexpected(e);
        }
    }

    private static IllegalArgumentException unexpected(JsonProcessingException e) {
        return new IllegalArgumentException("This is not the JSON that was expected.", e);
    }
}
