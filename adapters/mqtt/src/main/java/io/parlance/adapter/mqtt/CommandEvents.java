package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.RichText;
import io.parlance.text.MarkdownReader;
import io.parlance.text.PlainText;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// From commands to events of the model: one line per type. Pure.
final class CommandEvents {
    private static final int MOST_ATTACHMENTS = 32;

    private final MessageIds ids;

    /// Resolves message ids by `ids`.
    CommandEvents(MessageIds ids) {
        this.ids = ids;
    }

    /// The event that `command` by `sender` means.
    ///
    /// @throws InvalidValue if it is incomplete or unknown, in words for the sender
    Event event(Command command, Participant sender) {
        return switch (command.type()) {
            case "message" -> new Event.Message(body(command), style(command), reply(command));
            case "edit" -> new Event.Edit(own(command, sender), body(command));
            case "retract" -> new Event.Retraction(own(command, sender), command.text("reason"));
            case "react" ->
                    new Event.Reaction(target(command), Json.texts(command.body(), "emoji"));
            case "receipt" -> new Event.Receipt(target(command), stage(command));
            case "typing" -> new Event.Typing(!isFalse(command.body().get("active")));
            case "join" -> new Event.Membership(Change.JOIN, sender, null);
            case "leave" -> new Event.Membership(Change.LEAVE, sender, command.text("reason"));
            case "describe" -> describe(command);
            case "subscribe" -> new Event.Subscription(true);
            case "unsubscribe" -> new Event.Subscription(false);
            default ->
                    throw new InvalidValue(
                            FailureReason.UNSUPPORTED,
                            "There is no command of type '"
                                    + command.type()
                                    + "'; there are message, edit, retract, react, receipt, typing,"
                                    + " join, leave, describe, subscribe and unsubscribe.");
        };
    }

    private static Body body(Command command) {
        List<Attachment> attachments = attachments(command.body().get("attachments"));
        String markdown = command.text("markdown");
        if (markdown != null) {
            return formatted(command.text("text"), markdown, attachments);
        }
        String text = attachments.isEmpty() ? command.needed("text") : command.text("text");
        return new Body(text == null ? "" : text, attachments);
    }

    private static Body formatted(
            @Nullable String text, String markdown, List<Attachment> attachments) {
        if (markdown.length() > Limits.TEXT_BYTES) {
            throw Json.invalid("markdown", "has at most %,d bytes".formatted(Limits.TEXT_BYTES));
        }
        RichText rich = MarkdownReader.read(markdown);
        String plain = rich == null ? markdown : PlainText.of(rich);
        return new Body(text == null ? plain : text, attachments, rich);
    }

    private static List<Attachment> attachments(@Nullable JsonNode list) {
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > MOST_ATTACHMENTS) {
            throw Json.invalid(
                    "attachments", "must be a list of at most " + MOST_ATTACHMENTS + " files");
        }
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode file : list) {
            attachments.add(attachment(file));
        }
        return attachments;
    }

    private static Attachment attachment(JsonNode file) {
        String url = Json.text(file, "url");
        if (url == null || !(url.startsWith("https://") || url.startsWith("http://"))) {
            throw Json.invalid("attachments", "need a `url` that starts with https:// or http://");
        }
        String name = Json.text(file, "name");
        String type = Json.text(file, "media_type");
        try {
            return new Attachment(
                    name == null ? "" : name,
                    type == null ? "application/octet-stream" : type,
                    file.path("size").asLong(-1),
                    URI.create(url));
        } catch (IllegalArgumentException _) {
            throw Json.invalid("attachments", "hold a `url` that is none");
        }
    }

    private static Event.Style style(Command command) {
        String style = command.text("style");
        return switch (style == null ? "chat" : style) {
            case "chat" -> Event.Style.CHAT;
            case "emote" -> Event.Style.EMOTE;
            case "notice" -> Event.Style.NOTICE;
            default -> throw Json.invalid("style", "must be chat, emote or notice");
        };
    }

    private @Nullable MessageRef reply(Command command) {
        String id = command.text("in_reply_to");
        return id == null ? null : MessageRef.to(ids.shown(id));
    }

    private MessageRef target(Command command) {
        return MessageRef.to(ids.shown(command.needed("target")));
    }

    /// Only the writer edits or takes back, so the client may name its message by its own id.
    private MessageRef own(Command command, Participant sender) {
        NativeId id = ids.written(sender.address().value(), command.needed("target"));
        return MessageRef.to(id);
    }

    private static Event.Receipt.Stage stage(Command command) {
        String stage = command.text("stage");
        return switch (stage == null ? "displayed" : stage) {
            case "delivered" -> Event.Receipt.Stage.DELIVERED;
            case "displayed" -> Event.Receipt.Stage.DISPLAYED;
            default -> throw Json.invalid("stage", "must be delivered or displayed");
        };
    }

    private static Event describe(Command command) {
        String name = command.text("room_name");
        String topic = command.text("topic");
        if (name == null && topic == null) {
            throw Json.invalid("topic", "or `room_name` is missing");
        }
        return new Event.RoomChange(name, topic);
    }

    private static boolean isFalse(@Nullable JsonNode value) {
        return value != null && value.isBoolean() && !value.booleanValue();
    }
}
