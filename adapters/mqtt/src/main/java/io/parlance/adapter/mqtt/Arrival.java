package io.parlance.adapter.mqtt;

import io.parlance.model.Hop;
import io.parlance.model.Limits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One MQTT message as it came in, free of the client library. Not a record: it holds bytes.
final class Arrival {
    private final String topic;
    private final byte[] payload;
    private final boolean retained;
    private final Tags tags;

    /// A message from `topic`; retained ones were published before we subscribed.
    Arrival(String topic, byte[] payload, boolean retained, Tags tags) {
        this.topic = topic;
        this.payload = payload;
        this.retained = retained;
        this.tags = tags;
    }

    /// What travelled beside the payload; all of it absent with MQTT 3.1.1.
    ///
    /// @param contentType the media type, or null
    /// @param id correlation data if it is text, else the user property `msg-id`, or null
    /// @param responseTopic where the sender wants to be told, or null
    /// @param trail user properties `hop`
    /// @param life for how long the broker would still have kept it, or null for ever
    record Tags(
            @Nullable String contentType,
            @Nullable String id,
            @Nullable String responseTopic,
            List<Hop> trail,
            @Nullable Duration life) {
        /// Nothing beside the payload.
        static final Tags NONE = new Tags(null, null, null, List.of(), null);
    }

    /// Reads a trail as written in properties or JSON: one hop over the limit is enough to count as
    /// a loop, so the rest is not kept.
    static List<Hop> trail(List<String> hops) {
        List<Hop> trail = new ArrayList<>();
        for (String hop : hops.subList(0, Math.min(hops.size(), Limits.HOPS + 1))) {
            trail.add(Hop.parse(Limits.cut(hop, Limits.NAME_LENGTH)));
        }
        return trail;
    }

    String topic() {
        return topic;
    }

    byte[] payload() {
        return payload;
    }

    boolean retained() {
        return retained;
    }

    Tags tags() {
        return tags;
    }

    @Override
    public String toString() {
        return topic + " (" + payload.length + " bytes)";
    }
}
