package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A room event as it comes in a transaction (Client-Server API, "Room event format"), with its raw
/// JSON. Only what every event must have was checked.
///
/// @param stateKey null for a message event
/// @param raw the whole event; `content` in it is an object
record MatrixEvent(
        String id,
        String type,
        String roomId,
        String sender,
        Instant at,
        @Nullable String stateKey,
        JsonNode raw) {
    /// The key by which an event says when it should vanish, in milliseconds since the epoch
    /// (MSC2228 as Synapse has it).
    static final String EXPIRES = "org.matrix.self_destruct_after";

    /// What lies further off than this is no time but a mistake.
    private static final long TEN_YEARS_MILLIS = 315_360_000_000L;

    /// Reads an event; null if it lacks what every event has, or has it in another shape.
    static @Nullable MatrixEvent read(JsonNode raw) {
        String id = Json.text(raw, "event_id");
        String type = Json.text(raw, "type");
        String roomId = Json.text(raw, "room_id");
        String sender = Json.text(raw, "sender");
        if (id == null || type == null || roomId == null || sender == null) {
            return null;
        }
        boolean sound =
                id.startsWith("$")
                        && id.length() <= MatrixIds.MAX_BYTES
                        && MatrixIds.isRoomId(roomId)
                        && MatrixIds.isUserId(sender)
                        && raw.path("content").isObject();
        long millis = raw.path("origin_server_ts").asLong(0);
        Instant at = millis > 0 ? Instant.ofEpochMilli(millis) : Instant.now();
        return sound
                ? new MatrixEvent(id, type, roomId, sender, at, Json.text(raw, "state_key"), raw)
                : null;
    }

    /// The same event as one of several things that it says: each has an id of its own.
    MatrixEvent part(int number) {
        return number == 0
                ? this
                : new MatrixEvent(id + "/" + number, type, roomId, sender, at, stateKey, raw);
    }

    JsonNode content() {
        return raw.path("content");
    }

    /// The relation, or a missing node ("Forming relationships between events").
    private JsonNode relation() {
        return content().path("m.relates_to");
    }

    /// The event that this one relates to as `type`, or null.
    @Nullable String related(String type) {
        return type.equals(Json.text(relation(), "rel_type"))
                ? Json.text(relation(), "event_id")
                : null;
    }

    /// The event that this one answers, or null. In a thread, clients also set a reply for those
    /// that know no threads; that one is a fallback, not an answer.
    @Nullable String inReplyTo() {
        return relation().path("is_falling_back").asBoolean(false)
                ? null
                : Json.text(relation().path("m.in_reply_to"), "event_id");
    }

    /// When the event should vanish, or null.
    @Nullable Instant expires() {
        JsonNode end = content().path(EXPIRES);
        long millis = end.isIntegralNumber() && end.canConvertToLong() ? end.longValue() : 0;
        long from = at.toEpochMilli();
        return millis > from && millis < from + TEN_YEARS_MILLIS
                ? Instant.ofEpochMilli(millis)
                : null;
    }

    /// The event that a redaction takes back: in the content since room version 11.
    @Nullable String redacts() {
        String inContent = Json.text(content(), "redacts");
        return inContent == null ? Json.text(raw, "redacts") : inContent;
    }

    boolean isState() {
        return stateKey != null;
    }
}
