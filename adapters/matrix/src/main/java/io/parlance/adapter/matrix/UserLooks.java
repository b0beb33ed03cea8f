package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Hub;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What users look like. A change comes once per room that they are in; it is reported once. A
/// picture may take a while to fetch, so nothing waits for it: what was not reported is noticed
/// again with the next event about the user. Thread-safe.
final class UserLooks {
    private static final Logger LOG = LoggerFactory.getLogger(UserLooks.class);
    private static final String PREFIX = "look:";
    private static final int REMEMBERED = 20_000;
    private static final int WAITING = 500;

    /// What was reported, or heard first.
    private record Look(String name, String avatar) {
        static final Look UNKNOWN = new Look("", "");
    }

    private final NetworkId network;
    private final Hub hub;
    private final Downloads files;
    private final StateStore store;
    private final Lru<String, Look> looks = new Lru<>(REMEMBERED);
    private final AtomicInteger waiting = new AtomicInteger();
    private Future<Void> last = Future.succeededFuture();

    UserLooks(NetworkId network, Hub hub, Downloads files, StateStore store) {
        this.network = network;
        this.hub = hub;
        this.files = files;
        this.store = store;
    }

    Future<Void> load() {
        return store.list(PREFIX)
                .onSuccess(
                        all ->
                                all.forEach(
                                        (key, value) -> {
                                            JsonNode json = Json.stored(value);
                                            put(
                                                    key.substring(PREFIX.length()),
                                                    new Look(
                                                            json.path("name").asText(),
                                                            json.path("avatar").asText()));
                                        }))
                .mapEmpty();
    }

    private void put(String user, Look look) {
        var forgotten = looks.put(user, look);
        if (forgotten != null) {
            store.remove(PREFIX + forgotten.getKey());
        }
    }

    /// A user was seen in a room with this name and picture.
    void seen(String user, @Nullable String name, @Nullable String avatar) {
        Look now = new Look(name == null ? "" : name, avatar == null ? "" : avatar);
        Look before = looks.get(user);
        if (now.equals(before)) {
            return;
        }
        if (before == null && now.avatar().isEmpty()) {
            // Names come with whatever people do; only a change is worth telling.
            put(user, now);
            return;
        }
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            return;
        }
        inTurn(user, now);
    }

    private synchronized void inTurn(String user, Look now) {
        last =
                last.otherwiseEmpty()
                        .compose(_ -> changed(user, now))
                        .onComplete(_ -> waiting.decrementAndGet());
    }

    private Future<Void> changed(String user, Look now) {
        Look before = Optional.ofNullable(looks.get(user)).orElse(Look.UNKNOWN);
        if (now.equals(before)) {
            return Future.succeededFuture();
        }
        boolean pictured = !now.avatar().equals(before.avatar());
        return picture(user, pictured ? now.avatar() : "")
                .compose(kept -> report(user, before, now, pictured, kept))
                .onFailure(e -> LOG.warn("Looks of {} not told: {}", user, e.getMessage()));
    }

    private Future<Optional<Attachment>> picture(String user, String url) {
        return url.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : files.keep(StateEvents.described(MatrixIds.localpart(user)), url);
    }

    private Future<Void> report(
            String user, Look before, Look now, boolean pictured, Optional<Attachment> kept) {
        String name = now.name().equals(before.name()) ? null : now.name();
        Event.Avatar avatar = null;
        if (pictured && now.avatar().isEmpty()) {
            avatar = Event.Avatar.NONE;
        } else if (kept.isPresent()) {
            avatar = new Event.Avatar(kept.get());
        }
        if (name == null && avatar == null) {
            put(user, now);
            return Future.succeededFuture();
        }
        Envelope envelope =
                Envelope.of(
                        new Participant(Address.person(network, user), now.name()),
                        new Conversation.Everyone(),
                        null,
                        Instant.now(),
                        new Event.Profile(name, avatar));
        return hub.accept(envelope).compose(_ -> noted(user, now));
    }

    private Future<Void> noted(String user, Look now) {
        put(user, now);
        ObjectNode json = Json.object().put("name", now.name()).put("avatar", now.avatar());
        return store.put(PREFIX + user, json.toString());
    }
}
