package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// From commands to events of the model: one line per type. Pure.
final class CommandEvents {
    private final MessageIds messages;
    private final MqttIds ids;
    private final CommandBodies bodies;

    /// Resolves message ids by `messages`, people by `ids`.
    CommandEvents(MessageIds messages, MqttIds ids) {
        this.messages = messages;
        this.ids = ids;
        this.bodies = new CommandBodies(new Mentions(ids));
    }

    /// The event that `command` by `sender` means.
    ///
    /// @param now from when a time to live counts
    /// @throws InvalidValue if it is incomplete or unknown, in words for the sender
    Event event(Command command, Participant sender, Instant now) {
        return switch (command.type()) {
            case "message" -> message(command, sender, now);
            case "edit" -> new Event.Edit(own(command, sender), bodies.read(command));
            case "retract" -> retraction(command, sender);
            case "react" ->
                    new Event.Reaction(
                            target(command, sender), Json.texts(command.body(), "emoji"));
            case "receipt" -> new Event.Receipt(target(command, sender), stage(command));
            case "typing" -> new Event.Typing(!isFalse(command.body().get("active")));
            case "join" -> new Event.Membership(Change.JOIN, sender, null);
            case "leave" -> new Event.Membership(Change.LEAVE, sender, command.text("reason"));
            case "invite" -> membership(Change.INVITE, command);
            case "kick" -> membership(Change.KICK, command);
            case "ban" -> membership(Change.BAN, command);
            case "unban" -> membership(Change.UNBAN, command);
            case "role" -> new Event.RoleChange(member(command), role(command));
            case "describe" -> describe(command);
            case "profile" -> profile(command);
            case "subscribe" -> new Event.Subscription(true);
            case "unsubscribe" -> new Event.Subscription(false);
            default ->
                    throw new InvalidValue(
                            FailureReason.UNSUPPORTED,
                            "There is no command of type '"
                                    + command.type()
                                    + "'; there are message, edit, retract, react, receipt, typing,"
                                    + " join, leave, invite, kick, ban, unban, role, describe,"
                                    + " profile, subscribe and unsubscribe.");
        };
    }

    private Event message(Command command, Participant sender, Instant now) {
        return new Event.Message(
                bodies.read(command),
                style(command),
                reference(command, "in_reply_to", sender),
                thread(command, sender),
                expires(command, now));
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

    private @Nullable MessageRef reference(Command command, String key, Participant sender) {
        String id = command.text(key);
        return id == null || id.isEmpty()
                ? null
                : MessageRef.to(messages.meant(sender.address().value(), id));
    }

    /// A message that names itself begins the thread, and needs no reference for it.
    private @Nullable MessageRef thread(Command command, Participant sender) {
        MessageRef thread = reference(command, "thread", sender);
        if (thread == null || command.id() == null) {
            return thread;
        }
        NativeId own = messages.written(sender.address().value(), command.id());
        return own.equals(thread.nativeId()) ? null : thread;
    }

    /// The time in the payload counts, else the message's life at the broker (MQTT 5.0 §3.3.2.3.3).
    private static @Nullable Instant expires(Command command, Instant now) {
        String at = command.text("expires");
        if (at == null) {
            return command.life() == null ? null : now.plus(command.life());
        }
        try {
            Instant expires = Instant.parse(at);
            if (expires.isAfter(now)) {
                return expires;
            }
        } catch (DateTimeParseException _) {
            throw Json.invalid("expires", "is no time such as 2026-01-02T03:04:05Z");
        }
        throw new InvalidValue(FailureReason.EXPIRED, "`expires` is over already.");
    }

    /// The message as its event showed it, or one's own by one's own id for it.
    private MessageRef target(Command command, Participant sender) {
        return MessageRef.to(messages.meant(sender.address().value(), command.needed("target")));
    }

    /// Only the writer edits or takes back, so the client may name its message by its own id.
    private MessageRef own(Command command, Participant sender) {
        NativeId id = messages.written(sender.address().value(), command.needed("target"));
        return MessageRef.to(id);
    }

    private Event retraction(Command command, Participant sender) {
        JsonNode flag = command.body().get("moderator");
        boolean byModerator = flag != null && flag.isBoolean() && flag.booleanValue();
        MessageRef target = byModerator ? target(command, sender) : own(command, sender);
        return new Event.Retraction(target, command.text("reason"), byModerator);
    }

    private static Event.Receipt.Stage stage(Command command) {
        String stage = command.text("stage");
        return switch (stage == null ? "displayed" : stage) {
            case "delivered" -> Event.Receipt.Stage.DELIVERED;
            case "displayed" -> Event.Receipt.Stage.DISPLAYED;
            default -> throw Json.invalid("stage", "must be delivered or displayed");
        };
    }

    private Event membership(Change change, Command command) {
        return new Event.Membership(change, member(command), command.text("reason"));
    }

    private Participant member(Command command) {
        return Participant.of(ids.person(command.needed("member")));
    }

    private static Event.Role role(Command command) {
        String word = command.needed("role");
        for (Event.Role role : Event.Role.values()) {
            if (EventJson.lower(role).equals(word)) {
                return role;
            }
        }
        throw Json.invalid("role", "must be owner, admin, moderator, participant or visitor");
    }

    private static Event describe(Command command) {
        String name = command.text("room_name");
        String topic = command.text("topic");
        Event.Avatar avatar = FileJson.avatar(command.body());
        if (name == null && topic == null && avatar == null) {
            throw Json.invalid("topic", "or `room_name` or `avatar` is missing");
        }
        return new Event.RoomChange(name, topic, avatar);
    }

    private static Event profile(Command command) {
        Event.Avatar avatar = FileJson.avatar(command.body());
        if (command.name() == null && avatar == null) {
            throw Json.invalid("name", "or `avatar` is missing");
        }
        return new Event.Profile(command.name(), avatar);
    }

    private static boolean isFalse(@Nullable JsonNode value) {
        return value != null && value.isBoolean() && !value.booleanValue();
    }
}
