package io.parlance.adapter.matrix;

import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What happens in rooms, on its way to the hub.
final class RoomEvents {
    private static final String ENCRYPTED =
            "🔒 This room is encrypted, and the gateway cannot read encrypted messages: nothing"
                    + " written here arrives. Write in a room without encryption.";

    /// What takes the kinds of events.
    record Ears(
            MessageEvents messages,
            ReactionEvents reactions,
            StateEvents state,
            Members members,
            Arrears arrears,
            Upgrades upgrades,
            Authors authors) {}

    private final RoomBook book;
    private final GhostBook ghosts;
    private final Ears ears;
    private final Reporter reporter;
    private final Notices notices;
    private final Lru<String, Boolean> toldEncrypted = new Lru<>(10_000);

    RoomEvents(RoomBook book, GhostBook ghosts, Ears ears, Reporter reporter, Notices notices) {
        this.book = book;
        this.ghosts = ghosts;
        this.ears = ears;
        this.reporter = reporter;
        this.notices = notices;
    }

    /// Takes one event.
    ///
    /// @return a future that completes when all that is durable in it is durable, and fails only if
    ///   the homeserver must send it again
    Future<Void> take(MatrixEvent event) {
        if (event.type().equals("m.room.member")) {
            return ears.members()
                    .take(event)
                    .compose(_ -> ears.arrears().since(event))
                    .compose(this::takeAll);
        }
        if (!event.isState()) {
            ears.authors().heard(event);
        }
        if (ghosts.isOurs(event.sender())) {
            return reporter.skipped(event, "own-ghost");
        }
        RoomUse use = book.heard(event);
        if (use == null) {
            return reporter.skipped(event, "unknown-room");
        }
        RoomUse now = ears.upgrades().current(event.roomId(), use);
        try {
            return content(event, now, TrixnityEvents.read(event));
        } catch (InvalidValue refusal) {
            return reporter.refused(event, now, refusal);
        }
    }

    private Future<Void> takeAll(List<MatrixEvent> events) {
        Future<Void> taken = Future.succeededFuture();
        for (MatrixEvent event : events) {
            taken = taken.compose(_ -> take(event));
        }
        return taken;
    }

    private Future<Void> content(MatrixEvent event, RoomUse use, MatrixContent content) {
        MessageEvents messages = ears.messages();
        StateEvents state = ears.state();
        return switch (content) {
            case MatrixContent.Text(String body, Event.Style style, String html) ->
                    messages.text(event, use, body, style, html);
            case MatrixContent.Shown(String text) ->
                    messages.text(event, use, text, Event.Style.CHAT, null);
            case MatrixContent.Spot spot -> messages.spot(event, use, spot);
            case MatrixContent.File file -> messages.file(event, use, file);
            case MatrixContent.Replacement(MatrixContent now) -> messages.replaced(event, use, now);
            case MatrixContent.Annotation(String key) -> ears.reactions().added(event, use, key);
            case MatrixContent.Redaction(String reason) -> redacted(event, use, reason);
            case MatrixContent.Name(String name) -> state.changed(event, use, name, null);
            case MatrixContent.Topic(String topic) -> state.changed(event, use, null, topic);
            case MatrixContent.Avatar(String url) -> state.avatar(event, use, url);
            case MatrixContent.Powers(PowerLevels levels) -> state.powers(event, use, levels);
            case MatrixContent.Encrypted _ -> encrypted(event, use);
            case MatrixContent.Tombstone(_, String replacement) ->
                    upgraded(event, use, replacement);
            case MatrixContent.Member _ -> ears.members().take(event);
            case MatrixContent.Skipped(String why) -> reporter.skipped(event, why);
        };
    }

    private Future<Void> redacted(MatrixEvent event, RoomUse use, @Nullable String reason) {
        String redacted = event.redacts();
        MessageRef target = reporter.ref(redacted);
        if (redacted == null || target == null) {
            return reporter.skipped(event, "redaction-without-target");
        }
        if (ears.reactions().knows(redacted)) {
            return ears.reactions().removed(event, use, redacted);
        }
        return byModerator(event, use, redacted)
                .compose(
                        moderated ->
                                reporter.report(
                                        event,
                                        use,
                                        new Event.Retraction(target, reason, moderated)));
    }

    /// The homeserver lets nobody redact another's event without the power to. Between two people
    /// there is no staff.
    private Future<Boolean> byModerator(MatrixEvent event, RoomUse use, String redacted) {
        return use instanceof RoomUse.Direct
                ? Future.succeededFuture(false)
                : ears.authors()
                        .of(event.roomId(), redacted, ghosts.bot())
                        .map(author -> author.isPresent() && !author.get().equals(event.sender()));
    }

    private Future<Void> encrypted(MatrixEvent event, RoomUse use) {
        if (toldEncrypted.get(event.roomId()) != null) {
            return reporter.skipped(event, "encrypted");
        }
        toldEncrypted.put(event.roomId(), true);
        return notices.about(event, use, ENCRYPTED);
    }

    private Future<Void> upgraded(MatrixEvent event, RoomUse use, String replacement) {
        if (!MatrixIds.isRoomId(replacement) || replacement.equals(event.roomId())) {
            return reporter.skipped(event, "tombstone");
        }
        return ears.upgrades().follow(event, use, replacement, reporter);
    }
}
