package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What ghosts look like: the name and picture of the person behind. A picture is uploaded once and
/// remembered durably by where it came from; for a ghost that has no account yet it waits until it
/// has. Thread-safe.
final class GhostLooks {
    private static final Logger LOG = LoggerFactory.getLogger(GhostLooks.class);
    private static final String PREFIX = "face:";

    private final ClientApi api;
    private final GhostBook ghosts;
    private final GhostUsers users;
    private final Uploads uploads;
    private final StateStore store;
    private final Map<String, String> faces = new ConcurrentHashMap<>();

    GhostLooks(
            ClientApi api, GhostBook ghosts, GhostUsers users, Uploads uploads, StateStore store) {
        this.api = api;
        this.ghosts = ghosts;
        this.users = users;
        this.uploads = uploads;
        this.store = store;
    }

    Future<Void> load() {
        return store.list(PREFIX)
                .onSuccess(all -> all.forEach((k, v) -> faces.put(k.substring(PREFIX.length()), v)))
                .mapEmpty();
    }

    /// Takes over what somebody looks like now.
    Future<Outcome> show(Delivery delivery, Event.Profile profile) {
        return ghosts.ghost(delivery.envelope().sender().address())
                .compose(
                        ghost ->
                                ghosts.isBot(ghost)
                                        ? Future.<Void>succeededFuture()
                                        : named(ghost, profile)
                                                .compose(_ -> pictured(ghost, profile.avatar())))
                .map(_ -> Outcome.delivered());
    }

    /// An account that is not there yet is named when it is made.
    private Future<Void> named(String ghost, Event.Profile profile) {
        String name = profile.name();
        return name == null || name.isEmpty() || !users.exists(ghost)
                ? Future.succeededFuture()
                : users.ensure(ghost, name);
    }

    private Future<Void> pictured(String ghost, Event.@Nullable Avatar avatar) {
        if (avatar == null) {
            return Future.succeededFuture();
        }
        Attachment picture = avatar.picture();
        String source = picture == null ? "" : picture.location().toString();
        JsonNode known = Json.stored(faces.getOrDefault(ghost, "{}"));
        boolean same = source.equals(known.path("source").asText());
        if (same && (known.path("shown").asBoolean() || source.isEmpty())) {
            return Future.succeededFuture();
        }
        ObjectNode face = Json.object().put("source", source);
        if (picture != null) {
            face.put("name", picture.name()).put("type", picture.mediaType());
        }
        return users.exists(ghost) ? shown(ghost, face) : noted(ghost, face);
    }

    /// A ghost got its account.
    void made(String ghost) {
        JsonNode face = Json.stored(faces.getOrDefault(ghost, "{}"));
        if (face instanceof ObjectNode waiting && !waiting.path("source").asText().isEmpty()) {
            shown(ghost, waiting)
                    .onFailure(e -> LOG.warn("No picture for {}: {}", ghost, e.getMessage()));
        }
    }

    private Future<Void> shown(String ghost, ObjectNode face) {
        String source = face.path("source").asText();
        if (source.isEmpty()) {
            return api.setAvatar(ghost, "").compose(_ -> noted(ghost, face.put("shown", true)));
        }
        Attachment picture =
                new Attachment(
                        face.path("name").asText(),
                        face.path("type").asText(),
                        -1,
                        URI.create(source));
        return uploads.one(ghost, picture, "face " + ghost + " " + source)
                .compose(
                        uploaded ->
                                uploaded.isEmpty()
                                        ? Future.<JsonNode>succeededFuture(face)
                                        : api.setAvatar(ghost, uploaded.get().mxc()))
                .compose(_ -> noted(ghost, face.put("shown", true)));
    }

    private Future<Void> noted(String ghost, ObjectNode face) {
        String text = face.toString();
        faces.put(ghost, text);
        return store.put(PREFIX + ghost, text);
    }
}
