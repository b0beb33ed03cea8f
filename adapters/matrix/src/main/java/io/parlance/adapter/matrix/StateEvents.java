package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What a room is called, looks like and allows, on its way to the hub.
final class StateEvents {
    private final Reporter reporter;
    private final GhostBook ghosts;
    private final Downloads files;
    private final Lru<String, PowerLevels> levels = new Lru<>(10_000);

    StateEvents(Reporter reporter, GhostBook ghosts, Downloads files) {
        this.reporter = reporter;
        this.ghosts = ghosts;
        this.files = files;
    }

    Future<Void> changed(
            MatrixEvent event, RoomUse use, @Nullable String name, @Nullable String topic) {
        return use instanceof RoomUse.Direct
                ? reporter.skipped(event, "direct-room-state")
                : reporter.report(event, use, new Event.RoomChange(name, topic));
    }

    Future<Void> avatar(MatrixEvent event, RoomUse use, @Nullable String url) {
        if (use instanceof RoomUse.Direct) {
            return reporter.skipped(event, "direct-room-state");
        }
        if (url == null || url.isEmpty()) {
            return picture(event, use, Event.Avatar.NONE);
        }
        return files.keep(described("room"), url)
                .compose(
                        kept ->
                                kept.isPresent()
                                        ? picture(event, use, new Event.Avatar(kept.get()))
                                        : reporter.skipped(event, "avatar-not-to-be-had"));
    }

    private Future<Void> picture(MatrixEvent event, RoomUse use, Event.Avatar avatar) {
        return reporter.report(event, use, new Event.RoomChange(null, null, avatar));
    }

    /// A picture of which nothing is known before it is fetched.
    static Attachment described(String name) {
        return new Attachment(
                name,
                "application/octet-stream",
                -1,
                URI.create("about:blank"),
                Attachment.Kind.IMAGE,
                Attachment.Details.NONE);
    }

    /// Tells of everybody whose role changed. Without the levels before there is nothing to tell.
    Future<Void> powers(MatrixEvent event, RoomUse use, PowerLevels now) {
        JsonNode content = event.raw().path("unsigned").path("prev_content");
        PowerLevels before =
                content.isObject() ? PowerLevels.read(content) : levels.get(event.roomId());
        levels.put(event.roomId(), now);
        if (use instanceof RoomUse.Direct || before == null) {
            return reporter.skipped(event, "power-levels");
        }
        Future<Void> told = Future.succeededFuture();
        int part = 0;
        for (Map.Entry<String, Event.Role> change : now.changes(before).entrySet()) {
            Optional<Address> person = person(change.getKey());
            if (person.isPresent()) {
                MatrixEvent one = event.part(part++);
                Participant subject = Participant.of(person.get());
                Event role = new Event.RoleChange(subject, change.getValue());
                told = told.compose(_ -> reporter.report(one, use, role));
            }
        }
        return told;
    }

    private Optional<Address> person(String user) {
        if (ghosts.isBot(user)) {
            return Optional.empty();
        }
        return ghosts.isOurs(user) ? ghosts.person(user) : Optional.of(reporter.person(user));
    }
}
