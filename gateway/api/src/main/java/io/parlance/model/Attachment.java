package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/// A file that came with a message.
///
/// @param name a file name without folders, safe to show
/// @param mediaType such as `image/png`; `application/octet-stream` if unknown
/// @param size bytes, or -1 if unknown
/// @param location where it can be fetched: an http(s) URL, as far as [Kind] and details are
///   concerned not looked at
/// @param kind what it is to people
/// @param details what is known of its looks
public record Attachment(
        String name, String mediaType, long size, URI location, Kind kind, Details details) {
    /// What a file is to people.
    public enum Kind {
        /// Just a file.
        FILE,
        /// To be shown.
        IMAGE,
        /// To be played and shown.
        VIDEO,
        /// To be played.
        AUDIO,
        /// Spoken for this conversation.
        VOICE,
        /// A picture that stands for words.
        STICKER;

        /// What a file of this media type mostly is. A drawing with scripts in it is just a file.
        public static Kind of(String mediaType) {
            if (mediaType.startsWith("image/svg")) {
                return FILE;
            }
            int slash = mediaType.indexOf('/');
            return switch (slash < 0 ? "" : mediaType.substring(0, slash)) {
                case "image" -> IMAGE;
                case "video" -> VIDEO;
                case "audio" -> AUDIO;
                default -> FILE;
            };
        }
    }

    /// What is known of a file's looks.
    ///
    /// @param width in pixels, or 0
    /// @param height in pixels, or 0
    /// @param millis how long it plays, or 0
    /// @param blurhash a blurred impression in some thirty characters (blurha.sh), or null
    /// @param thumbnail where a small picture of it can be fetched, or null
    public record Details(
            int width,
            int height,
            long millis,
            @Nullable String blurhash,
            @Nullable URI thumbnail) {
        /// Nothing is known.
        public static final Details NONE = new Details(0, 0, 0, null, null);

        /// Counts what cannot be as unknown.
        public Details {
            width = Math.max(0, width);
            height = Math.max(0, height);
            millis = Math.max(0, millis);
        }
    }

    /// Keeps the last path segment of the name only.
    public Attachment {
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        name = Limits.cut(name.substring(slash + 1), Limits.NAME_LENGTH);
        if (name.isBlank()) {
            name = "file";
        }
    }

    /// A file of which no more is known; what kind it is, its media type says.
    public Attachment(String name, String mediaType, long size, URI location) {
        this(name, mediaType, size, location, Kind.of(mediaType), Details.NONE);
    }

    /// The same file elsewhere.
    public Attachment at(URI place) {
        return new Attachment(name, mediaType, size, place, kind, details);
    }
}
