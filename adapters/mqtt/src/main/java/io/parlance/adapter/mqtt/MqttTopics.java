package io.parlance.adapter.mqtt;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.List;

/// The topics of the chat convention, `im/v1/<realm>/…`. Ids are given and answered in clear and
/// encoded here as topic levels; see `docs/mqtt-convention.md`.
///
/// @param prefix `im/v1/<realm>/`
record MqttTopics(String prefix) {
    /// What a topic that clients write to means. The sender stands in the last level, where the
    /// broker's access rules vouch for it.
    sealed interface Meaning {
        /// Something for a room.
        record RoomCommand(String room, String sender) implements Meaning {}

        /// Something for one person.
        record PersonCommand(String person, String sender) implements Meaning {}

        /// The sender's own availability.
        record PresenceOf(String sender) implements Meaning {}

        /// The sender writes to a person or room.
        record TypingTo(String to, String sender) implements Meaning {}
    }

    /// The topics of a realm.
    static MqttTopics of(String realm) {
        return new MqttTopics("im/v1/" + realm + "/");
    }

    /// What the gateway subscribes to.
    List<String> filters() {
        return List.of(
                prefix + "room/+/cmd/+",
                prefix + "user/+/cmd/+",
                prefix + "user/+/presence",
                prefix + "user/+/typing/+");
    }

    /// Where a room's members read.
    String roomEvents(String room) {
        return prefix + "room/" + TopicLevel.encode(room) + "/evt";
    }

    /// A room's retained description.
    String roomMeta(String room) {
        return prefix + "room/" + TopicLevel.encode(room) + "/meta";
    }

    /// Where a person reads what is for them alone.
    String personEvents(String person) {
        return prefix + "user/" + TopicLevel.encode(person) + "/evt";
    }

    /// A person's retained availability.
    String presence(String person) {
        return prefix + "user/" + TopicLevel.encode(person) + "/presence";
    }

    /// A person's retained name and picture.
    String profile(String person) {
        return prefix + "user/" + TopicLevel.encode(person) + "/profile";
    }

    /// Where a person is told what failed.
    String reply(String person) {
        return prefix + "reply/" + TopicLevel.encode(person);
    }

    /// The topic of typing beside an `evt` topic, apart so that a reader of messages need not see
    /// it.
    static String typing(String events) {
        return events + "/typing";
    }

    /// Whether `person` may have replies sent to `topic`: theirs, or one below it.
    boolean mayReply(String topic, String person) {
        String own = reply(person);
        return topic.startsWith(own)
                && (topic.length() == own.length() || topic.charAt(own.length()) == '/')
                && topic.indexOf('#') < 0
                && topic.indexOf('+') < 0
                && topic.indexOf('\0') < 0;
    }

    /// What a topic that matches one of [#filters()] means.
    ///
    /// @throws InvalidValue if it is none of the convention, or an escape in it is broken
    Meaning parse(String topic) {
        String[] level =
                topic.startsWith(prefix) ? topic.substring(prefix.length()).split("/", -1) : NONE;
        if (level.length == 4 && level[2].equals("cmd")) {
            String sender = TopicLevel.decode(level[3]);
            if (level[0].equals("room")) {
                return new Meaning.RoomCommand(TopicLevel.decode(level[1]), sender);
            }
            if (level[0].equals("user")) {
                return new Meaning.PersonCommand(TopicLevel.decode(level[1]), sender);
            }
        }
        if (level.length == 4 && level[0].equals("user") && level[2].equals("typing")) {
            return new Meaning.TypingTo(TopicLevel.decode(level[3]), TopicLevel.decode(level[1]));
        }
        if (level.length == 3 && level[0].equals("user") && level[2].equals("presence")) {
            return new Meaning.PresenceOf(TopicLevel.decode(level[1]));
        }
        throw new InvalidValue(
                FailureReason.ADDRESS_INVALID, "'" + topic + "' is no topic of the convention.");
    }

    private static final String[] NONE = {};
}
