package io.parlance.adapter.mqtt;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Limits;
import io.parlance.model.Location;
import io.parlance.model.text.RichText;
import io.parlance.text.MarkdownReader;
import io.parlance.text.PlainText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a command says: its text, formatting, mentions, files and place. Pure.
///
/// @param mentions who is called in it
record CommandBodies(Mentions mentions) {
    /// The body of a message or an edit.
    Body read(Command command) {
        List<Attachment> files = FileJson.list(command.body());
        Location place = place(command);
        String markdown = command.text("markdown");
        RichText rich = markdown == null ? null : formatted(markdown);
        String text = text(command, markdown, rich, place, files.isEmpty());
        List<String> called = Json.texts(command.body(), "mentions");
        boolean marked = rich != null || (!called.isEmpty() && !text.isEmpty());
        RichText told = marked ? mentions.read(text, rich, called) : null;
        return new Body(text, files, told, place);
    }

    /// The text given, else what stands for it in words.
    private static String text(
            Command command,
            @Nullable String markdown,
            @Nullable RichText rich,
            @Nullable Location place,
            boolean needed) {
        String given = command.text("text");
        if (given != null && !given.isEmpty()) {
            return given;
        }
        if (markdown != null) {
            return rich == null ? markdown : PlainText.of(rich);
        }
        if (place != null) {
            return place.uri();
        }
        return needed ? command.needed("text") : "";
    }

    private static @Nullable RichText formatted(String markdown) {
        if (markdown.length() > Limits.TEXT_BYTES) {
            throw Json.invalid("markdown", "has at most %,d bytes".formatted(Limits.TEXT_BYTES));
        }
        return MarkdownReader.read(markdown);
    }

    private static @Nullable Location place(Command command) {
        String geo = command.text("geo");
        if (geo == null) {
            return null;
        }
        Location place = Location.parse(geo);
        if (place == null) {
            throw Json.invalid("geo", "is no place such as geo:52.5163,13.3777");
        }
        return place;
    }
}
