package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Tells people that what they did was not delivered, and reverts what can be reverted: a reaction
/// that nobody elsewhere sees is taken away.
final class Failures {
    private final NetworkId network;
    private final ClientApi api;
    private final GhostBook ghosts;
    private final Speech speech;
    private final ReactionSets sets;
    private final Originals originals;

    Failures(
            NetworkId network,
            ClientApi api,
            GhostBook ghosts,
            Speech speech,
            ReactionSets sets,
            Originals originals) {
        this.network = network;
        this.api = api;
        this.ghosts = ghosts;
        this.speech = speech;
        this.sets = sets;
        this.originals = originals;
    }

    Future<List<NativeId>> tell(Delivery delivery, Place place, Event.DeliveryFailure failure) {
        String text = words(failure);
        NativeId failed = failure.target().nativeId();
        return switch (failure.act()) {
            case MESSAGE, RETRACTION, OTHER ->
                    speech.notice(delivery, place, text, failure.target());
            case EDIT ->
                    speech.notice(
                            delivery,
                            place,
                            text,
                            failed == null ? null : ref(originals.of(failed.value())));
            case REACTION -> {
                String about =
                        failed == null
                                ? null
                                : sets.without(failed.value())
                                        .map(ReactionSets.Left::target)
                                        .orElse(null);
                yield reverted(delivery, place, failed)
                        .compose(
                                _ ->
                                        speech.notice(
                                                delivery,
                                                place,
                                                text,
                                                about == null ? null : ref(about)));
            }
        };
    }

    private MessageRef ref(String event) {
        return MessageRef.to(new NativeId(network, event));
    }

    private Future<Void> reverted(Delivery delivery, Place place, @Nullable NativeId reaction) {
        if (reaction == null) {
            return Future.succeededFuture();
        }
        String event = reaction.value();
        String txn = delivery.key() + "-revert";
        return redacted(place.as(), place, event, txn)
                .recover(
                        cause ->
                                refused(cause)
                                        ? redacted(ghosts.bot(), place, event, txn)
                                        : Future.failedFuture(cause))
                .compose(_ -> sets.removed(event))
                .recover(
                        cause ->
                                refused(cause)
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(cause));
    }

    private Future<String> redacted(String as, Place place, String event, String txn) {
        return api.redact(as, place.roomId(), event, txn, "not delivered");
    }

    private static boolean refused(Throwable cause) {
        return cause instanceof MatrixFault f && (f.status() == 403 || f.status() == 404);
    }

    private static String words(Event.DeliveryFailure failure) {
        Address recipient = failure.recipient();
        return what(failure.act())
                + (recipient == null ? "" : " to " + recipient.value())
                + ": "
                + failure.failure().text();
    }

    private static String what(Event.Act act) {
        return switch (act) {
            case MESSAGE, OTHER -> "⚠ Not delivered";
            case EDIT -> "⚠ Your correction of this message was not delivered";
            case RETRACTION -> "⚠ Taking this message back was not delivered";
            case REACTION -> "⚠ Your reaction to this message was not delivered";
        };
    }
}
