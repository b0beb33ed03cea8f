package io.parlance.adapter.mail;

import jakarta.activation.DataSource;
import jakarta.mail.util.ByteArrayDataSource;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// The picture that a mail brings of its writer (chatmail, `Chat-User-Avatar`).
///
/// @param field what the header field says: the name of the file, or `0` where there is none any
///   more
/// @param file the picture, or null if there is none
record Portrait(String field, @Nullable DataSource file) {
    static final String FIELD = "Chat-User-Avatar";

    /// That there is no picture any more.
    static final Portrait NONE = new Portrait("0", null);

    /// A picture. Its name is made here: readers compare it letter by letter with that in the
    /// header, and what somebody else chose might be folded or encoded there, or be the name of
    /// another file in the same mail.
    ///
    /// @param id another for another picture
    static Portrait of(String id, String mediaType, byte[] content) {
        String type = mediaType.substring(mediaType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        String ending = type.equals("jpeg") ? "jpg" : type.replaceAll("[^a-z0-9].*", "");
        var file = new ByteArrayDataSource(content, mediaType);
        file.setName("avatar-" + id + (ending.isEmpty() ? "" : "." + ending));
        return new Portrait(file.getName(), file);
    }
}
