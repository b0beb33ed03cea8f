package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.NativeId;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events that a message becomes: one per file, with the text as the caption of the first; one
/// for a place; else one for the text, or several if it is too long for one. Pure.
final class Contents {
    private static final String MESSAGE = "m.room.message";

    /// One event to be sent.
    record Part(String type, ObjectNode content) {}

    private final Envelope envelope;
    private final Mentions.Told told;
    private final List<Part> parts = new ArrayList<>();

    private Contents(Envelope envelope, Mentions.Told told) {
        this.envelope = envelope;
        this.told = told;
    }

    /// The events for a message.
    ///
    /// @param told the formatted text as it is shown here, and whom it mentions
    /// @param files what became of each attachment; one that could not be brought here is a link
    static List<Part> of(
            Envelope envelope,
            Event.Message message,
            Mentions.Told told,
            List<Optional<Uploads.Uploaded>> files) {
        Contents contents = new Contents(envelope, told);
        contents.write(message, files);
        return contents.parts;
    }

    private void write(Event.Message message, List<Optional<Uploads.Uploaded>> files) {
        Body body = message.body();
        String text = text(body, files);
        RichText rich = rich(told.rich(), body, files);
        boolean whole = TextParts.of(text).size() <= 1;
        boolean file = files.stream().anyMatch(Optional::isPresent);
        Location place = body.location();
        if (place != null && whole) {
            add(MESSAGE, SpotContent.write(place, text));
            told.write(parts.getFirst().content());
        } else if (!file || !whole) {
            texts(message.style(), text, rich);
        }
        boolean caption = parts.isEmpty();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).isPresent()) {
                Attachment attachment = body.attachments().get(i);
                String words = caption ? text : "";
                file(attachment, files.get(i).get(), words, caption ? rich : null);
                caption = false;
            }
        }
        if (message.expires() != null) {
            long end = message.expires().toEpochMilli();
            parts.forEach(part -> part.content().put(MatrixEvent.EXPIRES, end));
        }
    }

    private void add(String type, ObjectNode content) {
        parts.add(new Part(type, MatrixCodec.marked(envelope, content)));
    }

    /// A text in parts is shown as it is: a mark may begin in one and end in the next.
    private void texts(Event.Style style, String text, @Nullable RichText rich) {
        List<String> all = TextParts.of(text);
        for (String part : all) {
            ObjectNode content =
                    MatrixCodec.content(envelope, part, all.size() == 1 ? rich : null, style);
            told.write(content);
            parts.add(new Part(MESSAGE, content));
        }
    }

    private void file(
            Attachment file, Uploads.Uploaded uploaded, String caption, @Nullable RichText rich) {
        ObjectNode content = FileContent.write(file, uploaded, caption);
        if (!caption.isEmpty()) {
            MatrixHtml.write(content, caption, "", rich, TextParts.BYTES);
            told.write(content);
        }
        add(FileContent.type(file), content);
    }

    /// The event for an edit, or null if it has no room in one: it has to hold the text twice.
    static @Nullable ObjectNode replacement(
            Envelope envelope,
            Body body,
            NativeId target,
            Mentions.Told told,
            List<Optional<Uploads.Uploaded>> files) {
        String text = text(body, files);
        if (TextParts.of(text, TextParts.BYTES / 2).size() > 1) {
            return null;
        }
        ObjectNode content =
                MatrixCodec.replacement(
                        envelope, text, rich(told.rich(), body, files), target, told);
        Attachment file = body.attachments().isEmpty() ? null : body.attachments().getFirst();
        if (file != null
                && files.getFirst().isPresent()
                && file.kind() != Attachment.Kind.STICKER) {
            ObjectNode now = FileContent.write(file, files.getFirst().get(), text);
            MatrixHtml.write(now, text, "", told.rich(), TextParts.BYTES / 2);
            told.write(now);
            content.set("m.new_content", now);
        }
        return content;
    }

    /// The text with a line for every file that is told as a link.
    private static String text(Body body, List<Optional<Uploads.Uploaded>> files) {
        StringBuilder text = new StringBuilder(body.text());
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(line(body.attachments().get(i)));
            }
        }
        return text.toString();
    }

    private static @Nullable RichText rich(
            @Nullable RichText told, Body body, List<Optional<Uploads.Uploaded>> files) {
        RichText rich = told;
        for (int i = 0; i < files.size(); i++) {
            if (rich != null && files.get(i).isEmpty()) {
                rich = rich.above(RichText.lines(line(body.attachments().get(i))));
            }
        }
        return rich;
    }

    private static String line(Attachment file) {
        return "📎 " + file.name() + " " + file.location();
    }
}
