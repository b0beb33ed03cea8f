package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Hub;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Typing, read receipts and presence (Application Service API, "Pushing ephemeral data"). A
/// homeserver that knows the key by both its names sends everything twice in one transaction.
final class Ephemerals {
    private static final Logger LOG = LoggerFactory.getLogger(Ephemerals.class);
    private static final List<String> KEYS = List.of("ephemeral", "de.sorunome.msc2409.ephemeral");
    private static final int ROOMS = 10_000;

    private final NetworkId network;
    private final Hub hub;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final Reporter reporter;
    private final Counts counts;
    private final Lru<String, Set<String>> typing = new Lru<>(ROOMS);

    Ephemerals(
            NetworkId network,
            Hub hub,
            RoomBook book,
            GhostBook ghosts,
            Reporter reporter,
            Counts counts) {
        this.network = network;
        this.hub = hub;
        this.book = book;
        this.ghosts = ghosts;
        this.reporter = reporter;
        this.counts = counts;
    }

    /// Hands on what is new; nothing of it can make a transaction fail.
    void take(JsonNode transaction) {
        Set<JsonNode> all = new LinkedHashSet<>();
        KEYS.forEach(key -> transaction.path(key).forEach(all::add));
        for (JsonNode one : all) {
            try {
                take(String.valueOf(Json.text(one, "type")), one);
            } catch (InvalidValue refusal) {
                counts.add("malformed", refusal.reason().name());
            }
        }
    }

    private void take(String type, JsonNode one) {
        switch (type) {
            case "m.typing" -> typing(one);
            case "m.receipt" -> receipts(one);
            case "m.presence" -> presence(one);
            default -> counts.add("ephemeral-unknown", type);
        }
    }

    /// The event names all who write now; who is no longer named has stopped.
    private void typing(JsonNode one) {
        String roomId = Json.text(one, "room_id");
        RoomUse use = roomId == null ? null : book.use(roomId);
        if (roomId == null || use == null) {
            counts.add("unknown-room", "m.typing");
            return;
        }
        Set<String> now = new HashSet<>();
        one.path("content").path("user_ids").forEach(user -> now.add(user.asText()));
        now.removeIf(user -> ghosts.isOurs(user) || !MatrixIds.isUserId(user));
        Set<String> before = Optional.ofNullable(typing.get(roomId)).orElse(Set.of());
        typing.put(roomId, now);
        now.stream().filter(user -> !before.contains(user)).forEach(u -> typing(use, u, true));
        before.stream().filter(user -> !now.contains(user)).forEach(u -> typing(use, u, false));
    }

    private void typing(RoomUse use, String user, boolean active) {
        reporter.conversation(use)
                .ifPresent(where -> report(user, where, Instant.now(), new Event.Typing(active)));
    }

    private void receipts(JsonNode one) {
        String roomId = Json.text(one, "room_id");
        RoomUse use = roomId == null ? null : book.use(roomId);
        Optional<Conversation> where = use == null ? Optional.empty() : reporter.conversation(use);
        if (where.isEmpty()) {
            counts.add("unknown-room", "m.receipt");
            return;
        }
        one.path("content")
                .properties()
                .forEach(
                        entry ->
                                entry.getValue()
                                        .path("m.read")
                                        .properties()
                                        .forEach(
                                                read ->
                                                        receipt(
                                                                where.get(),
                                                                entry.getKey(),
                                                                read.getKey(),
                                                                read.getValue())));
    }

    private void receipt(Conversation where, String eventId, String user, JsonNode read) {
        MessageRef target = MatrixCodec.ref(network, eventId);
        if (target == null || ghosts.isOurs(user) || !MatrixIds.isUserId(user)) {
            return;
        }
        long millis = read.path("ts").asLong(0);
        Instant at = millis > 0 ? Instant.ofEpochMilli(millis) : Instant.now();
        report(user, where, at, new Event.Receipt(target, Event.Receipt.Stage.DISPLAYED));
    }

    private void presence(JsonNode one) {
        String user = Json.text(one, "sender");
        if (user == null || ghosts.isOurs(user) || !MatrixIds.isUserId(user)) {
            return;
        }
        JsonNode content = one.path("content");
        Event.Availability availability = availability(Json.text(content, "presence"), content);
        report(
                user,
                new Conversation.Everyone(),
                Instant.now(),
                new Event.Presence(availability, Json.text(content, "status_msg")));
    }

    private static Event.Availability availability(@Nullable String presence, JsonNode content) {
        return switch (presence) {
            case "online" ->
                    content.path("currently_active").asBoolean(true)
                            ? Event.Availability.AVAILABLE
                            : Event.Availability.AWAY;
            case "unavailable" -> Event.Availability.AWAY;
            case "busy", "org.matrix.msc3026.busy" -> Event.Availability.BUSY;
            case null, default -> Event.Availability.OFFLINE;
        };
    }

    private void report(String user, Conversation where, Instant at, Event event) {
        Participant sender = Participant.of(reporter.person(user));
        hub.accept(Envelope.of(sender, where, null, at, event))
                .onFailure(e -> LOG.debug("Not taken from {}: {}", user, e.getMessage()));
    }
}
