package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Shows the reactions of people elsewhere: the difference between the set they have now and what
/// was shown of it before becomes `m.reaction` events and redactions of such. Each step is noted
/// durably, and has a transaction id of its own, so that a repeated delivery goes on where it
/// stopped.
final class Reactions {
    private final NetworkId network;
    private final ClientApi api;
    private final ReactionSets sets;
    private final Originals originals;

    Reactions(NetworkId network, ClientApi api, ReactionSets sets, Originals originals) {
        this.network = network;
        this.api = api;
        this.sets = sets;
        this.originals = originals;
    }

    /// Shows the set.
    ///
    /// @return the ids of the reactions that were new
    Future<List<NativeId>> show(Delivery delivery, Place place, Event.Reaction reaction) {
        NativeId about = reaction.target().nativeId();
        if (about == null) {
            return Future.succeededFuture(List.of());
        }
        String target = originals.of(about.value());
        String sender = delivery.envelope().sender().address().toString();
        Map<String, String> shown = sets.on(target, sender);
        List<NativeId> ids = new ArrayList<>();
        Future<Void> before = Future.succeededFuture();
        for (String key : reaction.emoji()) {
            if (shown.values().stream().noneMatch(known -> same(known, key))) {
                before =
                        before.compose(_ -> add(delivery, place, target, key))
                                .compose(id -> noted(id, target, sender, key, ids));
            }
        }
        for (Map.Entry<String, String> old : shown.entrySet()) {
            if (reaction.emoji().stream().noneMatch(key -> same(old.getValue(), key))) {
                before = before.compose(_ -> take(delivery, place, old.getKey()));
            }
        }
        return before.map(_ -> List.copyOf(ids));
    }

    /// Clients differ in whether they write the variation selector.
    private static boolean same(String one, String other) {
        return one.replace("\uFE0F", "").equals(other.replace("\uFE0F", ""));
    }

    private Future<String> add(Delivery delivery, Place place, String target, String key) {
        ObjectNode content = MatrixCodec.reaction(delivery.envelope(), target, key);
        String txn = txn(delivery, key);
        return api.send(place.as(), place.roomId(), "m.reaction", txn, content, null)
                .recover(
                        cause ->
                                // It is there already, though nobody here knows under which id.
                                cause instanceof MatrixFault f && f.is("M_DUPLICATE_ANNOTATION")
                                        ? Future.succeededFuture("")
                                        : Future.failedFuture(cause));
    }

    private Future<Void> noted(
            String id, String target, String sender, String key, List<NativeId> ids) {
        if (id.isEmpty()) {
            return Future.succeededFuture();
        }
        ids.add(new NativeId(network, id));
        return sets.added(id, target, sender, key).mapEmpty();
    }

    private Future<Void> take(Delivery delivery, Place place, String event) {
        return api.redact(place.as(), place.roomId(), event, txn(delivery, event), null)
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 404
                                        ? Future.succeededFuture("")
                                        : Future.failedFuture(cause))
                .compose(_ -> sets.removed(event));
    }

    private static String txn(Delivery delivery, String step) {
        byte[] name = (delivery.key() + " " + step).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }
}
