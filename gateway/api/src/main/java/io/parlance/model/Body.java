package io.parlance.model;

import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a message says. The plain text is always there, so that every network can show something;
/// attachments come in the order they were written.
///
/// @param text plain text, at most [Limits#TEXT_BYTES], without NUL; may be empty only if there are
///   attachments
/// @param attachments files that came along
/// @param rich the same with its formatting, or null if it has none
/// @param location the place it tells of, or null; the text says it in words
public record Body(
        String text,
        List<Attachment> attachments,
        @Nullable RichText rich,
        @Nullable Location location) {
    /// A body that tells of no place.
    public Body(String text, List<Attachment> attachments, @Nullable RichText rich) {
        this(text, attachments, rich, null);
    }

    /// A body without formatting.
    public Body(String text, List<Attachment> attachments) {
        this(text, attachments, null);
    }

    /// Refuses NUL, a text over the limit, and a body that says nothing.
    public Body {
        attachments = List.copyOf(attachments);
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID, "A message cannot hold the NUL character.");
        }
        int size = Limits.utf8Length(text);
        if (size > Limits.TEXT_BYTES) {
            throw new InvalidValue(
                    FailureReason.TOO_LARGE,
                    "The message has %,d bytes; at most %,d can cross."
                            .formatted(size, Limits.TEXT_BYTES));
        }
        if (text.isEmpty() && attachments.isEmpty()) {
            throw new InvalidValue(FailureReason.CONTENT_INVALID, "The message is empty.");
        }
    }

    /// A body of words alone, formatted if `rich` is given.
    public static Body of(String text, @Nullable RichText rich) {
        return new Body(text, List.of(), rich);
    }

    /// A body of plain text alone.
    public static Body of(String text) {
        return new Body(text, List.of());
    }
}
