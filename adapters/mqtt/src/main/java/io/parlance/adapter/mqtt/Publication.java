package io.parlance.adapter.mqtt;

import io.parlance.model.Hop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// One MQTT message on its way out. Not a record: it holds bytes, which nobody changes.
final class Publication {
    private final String topic;
    private final byte[] payload;
    private final int qos;
    private final boolean retain;
    private final Tags tags;
    private final Unread unread;

    /// A message for `topic`; that nobody reads it is no fault.
    Publication(String topic, byte[] payload, int qos, boolean retain, Tags tags) {
        this(topic, payload, qos, retain, tags, Unread.FINE);
    }

    private Publication(
            String topic, byte[] payload, int qos, boolean retain, Tags tags, Unread unread) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retain = retain;
        this.tags = tags;
        this.unread = unread;
    }

    /// What it means that the broker has no subscriber for the topic, and so threw the message away
    /// (PUBACK 0x10, MQTT 5.0 §3.4.2.1).
    enum Unread {
        /// A room may be empty, a state may have no watcher.
        FINE,
        /// A person will be back: try again.
        DEFER,
        /// A late command would do harm: give up at once.
        REFUSE
    }

    /// The same, with another meaning of being read by nobody.
    Publication ifUnread(Unread meaning) {
        return new Publication(topic, payload, qos, retain, tags, meaning);
    }

    Unread unread() {
        return unread;
    }

    /// What travels beside the payload, as MQTT 5 properties (MQTT 5.0 §3.3.2.3).
    ///
    /// @param contentType the media type, or null
    /// @param id the message's id, written as correlation data
    /// @param origin the network it came from, as user property
    /// @param trail the gateways it has passed, each a user property `hop`
    /// @param expiry after what time nobody needs it any more, or null
    record Tags(
            @Nullable String contentType,
            @Nullable String id,
            @Nullable String origin,
            List<Hop> trail,
            @Nullable Duration expiry) {
        /// Nothing beside the payload.
        static final Tags NONE = new Tags(null, null, null, List.of(), null);

        /// JSON that needs no more said about it.
        static final Tags JSON = new Tags("application/json", null, null, List.of(), null);

        /// Whether they are what an event of the convention has, and no more.
        boolean isPlainJson() {
            return "application/json".equals(contentType) && origin == null && trail.isEmpty();
        }

        /// The same, of no use after `time`.
        Tags expiring(Duration time) {
            return new Tags(contentType, id, origin, trail, time);
        }
    }

    String topic() {
        return topic;
    }

    byte[] payload() {
        return payload;
    }

    int qos() {
        return qos;
    }

    boolean retain() {
        return retain;
    }

    Tags tags() {
        return tags;
    }

    @Override
    public String toString() {
        return topic + " (" + payload.length + " bytes)";
    }
}
