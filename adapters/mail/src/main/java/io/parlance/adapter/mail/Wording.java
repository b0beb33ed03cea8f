package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Events in words, so that a mail says the same to those whose program knows its header fields and
/// to all others.
final class Wording {
    static final String EDITED = "\u270f\ufe0f ";

    private Wording() {}

    /// A body with its place as a link and its files as files.
    static MailContent body(Body body) {
        Location place = body.location();
        if (place == null || body.text().contains("geo:")) {
            return new MailContent(body.text(), body.rich(), body.attachments(), null);
        }
        String uri = place.uri();
        String text = body.text() + (body.text().isEmpty() ? "" : "\n") + "\ud83d\udccd " + uri;
        RichText rich = body.rich();
        Inline link = new Inline.Link(uri, List.of(new Inline.Text(uri)));
        return new MailContent(
                text,
                rich == null ? null : rich.above(new Block.Paragraph(List.of(link))),
                body.attachments(),
                null);
    }

    /// A file as a line of text.
    static String link(Attachment file) {
        return "\ud83d\udcce "
                + file.name()
                + (file.size() >= 0 ? " (" + Bodies.size(file.size()) + ")" : "")
                + " "
                + file.location();
    }

    /// A message in the style it was meant.
    static MailContent message(Event.Message message, Participant sender) {
        MailContent words = body(message.body());
        return switch (message.style()) {
            case CHAT, NOTICE -> words;
            case EMOTE -> words.after("* " + sender.shownName() + " ");
        };
    }

    /// Better words for a mail before; chat programs cut the sign (chatmail, "Edit messages").
    static MailContent edit(Body body) {
        return body(body).linked().after(EDITED);
    }

    /// That something is taken back.
    ///
    /// @param excerpt of what, or null if it is not known any more
    static MailContent retraction(@Nullable String excerpt) {
        return MailContent.of(
                "\ud83d\uddd1 took back "
                        + (excerpt == null ? "a message" : "\u00ab" + excerpt + "\u00bb"));
    }

    /// A reaction.
    static MailContent reaction(List<String> emoji, @Nullable String excerpt) {
        String to = excerpt == null ? "" : " to \u00ab" + excerpt + "\u00bb";
        String text =
                emoji.isEmpty()
                        ? "took back the reaction" + to
                        : "reacted " + Emoji.write(emoji) + to;
        return new MailContent(text, null, List.of(), emoji);
    }

    /// A room's change; null if there is nothing of it that can be said.
    static @Nullable MailContent roomChange(Event.RoomChange change) {
        String name = change.name();
        String topic = change.topic();
        String first = name == null ? "" : part("name", name);
        String second = topic == null ? "" : part("topic", topic);
        String all = first + (first.isEmpty() || second.isEmpty() ? "" : "; ") + second;
        return all.isEmpty() ? null : MailContent.of(all);
    }

    private static String part(String what, String value) {
        return value.isEmpty()
                ? "removed the " + what
                : "set the " + what + " to \u00ab" + value + "\u00bb";
    }
}
