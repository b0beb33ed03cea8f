package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.text.RichText;
import io.parlance.text.HtmlReader;
import io.parlance.text.HtmlWriter;

import org.jspecify.annotations.Nullable;

/// Formatting in the contents of events (Client-Server API, "m.room.message msgtypes"). Pure.
final class MatrixHtml {
    private static final String FORMAT = "org.matrix.custom.html";

    private MatrixHtml() {}

    /// The HTML of a content, or null.
    static @Nullable String of(JsonNode content) {
        return FORMAT.equals(Json.text(content, "format"))
                ? Json.text(content, "formatted_body")
                : null;
    }

    /// What the HTML says beyond its plain text, or null.
    static @Nullable RichText read(@Nullable String html) {
        return html == null ? null : HtmlReader.read(html, HtmlReader.Dialect.MATRIX);
    }

    /// Puts the formatting beside the plain `text`, if both fit into an event.
    ///
    /// @param before plain text that the formatted one begins with
    /// @param limit bytes for both
    static void write(
            ObjectNode content, String text, String before, @Nullable RichText rich, int limit) {
        if (rich == null) {
            return;
        }
        String html = HtmlWriter.matrix(before.isEmpty() ? rich : rich.after(before));
        if (TextParts.of(text + html, limit).size() == 1) {
            content.put("format", FORMAT).put("formatted_body", html);
        }
    }
}
