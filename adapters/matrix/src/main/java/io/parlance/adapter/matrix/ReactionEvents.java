package io.parlance.adapter.matrix;

import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.util.List;

/// Reactions that come in, one event each, as the sets they add up to.
final class ReactionEvents {
    /// A longer key is no reaction but an abuse of one.
    private static final int KEY_LENGTH = 256;

    private final NetworkId network;
    private final Reporter reporter;
    private final ReactionSets sets;
    private final Originals originals;

    ReactionEvents(NetworkId network, Reporter reporter, ReactionSets sets, Originals originals) {
        this.network = network;
        this.reporter = reporter;
        this.sets = sets;
        this.originals = originals;
    }

    /// Somebody reacted.
    Future<Void> added(MatrixEvent event, RoomUse use, String key) {
        MessageRef about = MatrixCodec.ref(network, event.related("m.annotation"));
        if (about == null || about.nativeId() == null) {
            return reporter.skipped(event, "reaction-without-target");
        }
        if (key.length() > KEY_LENGTH) {
            return reporter.skipped(event, "reaction-too-long");
        }
        String target = originals.of(about.nativeId().value());
        return sets.added(event.id(), target, event.sender(), key)
                .compose(all -> report(event, use, event.sender(), target, all));
    }

    /// Whether the event is a reaction that is remembered.
    boolean knows(String event) {
        return sets.without(event).isPresent();
    }

    /// A reaction was taken back: by whoever reacted, or by a moderator, who thereby changes
    /// another's set. The set is changed only when the hub has it, so that a repetition says the
    /// same.
    Future<Void> removed(MatrixEvent event, RoomUse use, String reaction) {
        return sets.without(reaction)
                .map(
                        left ->
                                MatrixIds.isUserId(left.sender())
                                        ? report(
                                                event,
                                                use,
                                                left.sender(),
                                                left.target(),
                                                left.keys())
                                        : reporter.skipped(event, "reaction-of-a-ghost"))
                .orElseGet(Future::succeededFuture)
                .compose(_ -> sets.removed(reaction));
    }

    private Future<Void> report(
            MatrixEvent event, RoomUse use, String sender, String target, List<String> keys) {
        MessageRef message = MatrixCodec.ref(network, target);
        return message == null
                ? reporter.skipped(event, "reaction-without-target")
                : reporter.reportAs(event, use, sender, new Event.Reaction(message, keys));
    }
}
