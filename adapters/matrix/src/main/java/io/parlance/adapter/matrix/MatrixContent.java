package io.parlance.adapter.matrix;

import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.model.Location;

import org.jspecify.annotations.Nullable;

/// What an event says, as far as the gateway tells events apart.
sealed interface MatrixContent {
    /// `m.text`, `m.emote`, `m.notice`.
    ///
    /// @param html the `formatted_body`, or null
    record Text(String body, Event.Style style, @Nullable String html) implements MatrixContent {}

    /// `m.image`, `m.file`, `m.audio`, `m.video`, `m.sticker`.
    ///
    /// @param described what is known of the file; it is not there yet
    /// @param caption what was written with it, or null
    /// @param html the caption's `formatted_body`, or null
    /// @param url the `mxc:` URI, or null if the file is encrypted
    /// @param thumbnail the `mxc:` URI of a small picture of it, or null
    record File(
            Attachment described,
            @Nullable String caption,
            @Nullable String html,
            @Nullable String url,
            @Nullable String thumbnail)
            implements MatrixContent {
        String name() {
            return described.name();
        }

        String mediaType() {
            return described.mediaType();
        }

        long size() {
            return described.size();
        }
    }

    /// `m.location`.
    ///
    /// @param text the place in words
    record Spot(String text, Location place) implements MatrixContent {}

    /// A replacement of an earlier event.
    record Replacement(MatrixContent content) implements MatrixContent {}

    /// One reaction.
    record Annotation(String key) implements MatrixContent {}

    /// An event is taken back.
    record Redaction(@Nullable String reason) implements MatrixContent {}

    /// Somebody's membership.
    record Member(
            String membership,
            @Nullable String displayName,
            boolean direct,
            @Nullable String reason)
            implements MatrixContent {}

    /// The room's name; empty if removed.
    record Name(String name) implements MatrixContent {}

    /// The room's topic; empty if removed.
    record Topic(String topic) implements MatrixContent {}

    /// The room's picture.
    ///
    /// @param url the `mxc:` URI; null or empty if removed
    record Avatar(@Nullable String url) implements MatrixContent {}

    /// Who may do what in the room.
    record Powers(PowerLevels levels) implements MatrixContent {}

    /// Something that only the room's members can read.
    record Encrypted() implements MatrixContent {}

    /// The room was replaced by another.
    record Tombstone(String body, String replacement) implements MatrixContent {}

    /// Something else that people should see, in words.
    record Shown(String text) implements MatrixContent {}

    /// Something that says nothing to people.
    ///
    /// @param why a word for the count
    record Skipped(String why) implements MatrixContent {}
}
