package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a mail to be written says.
///
/// @param text for every reader
/// @param rich the same with its formatting, or null
/// @param files what comes along
/// @param reaction for chat programs, the same as emoji (RFC 9078): none take back what was there;
///   null if it is no reaction
/// @param portrait the picture of the writer, or null if it did not change
record MailContent(
        String text,
        @Nullable RichText rich,
        List<Attachment> files,
        @Nullable List<String> reaction,
        @Nullable Portrait portrait) {
    /// Copies the lists.
    MailContent {
        files = List.copyOf(files);
        reaction = reaction == null ? null : List.copyOf(reaction);
    }

    /// Words.
    MailContent(String text, @Nullable RichText rich) {
        this(text, rich, List.of(), null);
    }

    /// Without a picture of the writer.
    MailContent(
            String text,
            @Nullable RichText rich,
            List<Attachment> files,
            @Nullable List<String> reaction) {
        this(text, rich, files, reaction, null);
    }

    /// Words without formatting.
    static MailContent of(String text) {
        return new MailContent(text, null);
    }

    /// The same formatted in another way.
    MailContent with(@Nullable RichText other) {
        return new MailContent(text, other, files, reaction, portrait);
    }

    /// The same with another picture of the writer, or none.
    MailContent showing(@Nullable Portrait other) {
        return new MailContent(text, rich, files, reaction, other);
    }

    /// The same with words before it.
    MailContent after(String before) {
        return new MailContent(
                before + text, rich == null ? null : rich.after(before), files, reaction, portrait);
    }

    /// The same with these files only, and a line for each of the others.
    MailContent linking(List<Attachment> linked, List<Attachment> kept) {
        StringBuilder all = new StringBuilder(text);
        RichText formatted = rich;
        for (Attachment file : linked) {
            String line = Wording.link(file);
            all.append(all.isEmpty() ? "" : "\n").append(line);
            formatted = formatted == null ? null : formatted.above(RichText.lines(line));
        }
        return new MailContent(all.toString(), formatted, kept, reaction, portrait);
    }

    /// The same with a line for each file.
    MailContent linked() {
        return linking(files, List.of());
    }
}
