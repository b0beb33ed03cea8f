package io.parlance.model;

import java.net.URI;

/// A file that came with a message.
///
/// @param name a file name without folders, safe to show
/// @param mediaType such as `image/png`; `application/octet-stream` if unknown
/// @param size bytes, or -1 if unknown
/// @param location where anybody can fetch it: an http(s) URL
public record Attachment(String name, String mediaType, long size, URI location) {
    /// Keeps the last path segment of the name only.
    public Attachment {
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        name = Limits.cut(name.substring(slash + 1), Limits.NAME_LENGTH);
        if (name.isBlank()) {
            name = "file";
        }
    }
}
