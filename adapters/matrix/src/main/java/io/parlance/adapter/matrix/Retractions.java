package io.parlance.adapter.matrix;

import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.util.List;
import java.util.function.Function;

/// Takes events back for people elsewhere: an author's own by their ghost; another's, by a
/// moderator of their network, by the gateway's own user as far as it has the power here, else by
/// the ghost that said it.
final class Retractions {
    private final NetworkId network;
    private final ClientApi api;
    private final GhostBook ghosts;
    private final Authors authors;
    private final Pieces pieces;

    Retractions(
            NetworkId network, ClientApi api, GhostBook ghosts, Authors authors, Pieces pieces) {
        this.pieces = pieces;
        this.network = network;
        this.api = api;
        this.ghosts = ghosts;
        this.authors = authors;
    }

    /// Takes a message back.
    Future<List<NativeId>> retract(Delivery delivery, Place place, Event.Retraction retraction) {
        NativeId target = retraction.target().nativeId();
        if (target == null) {
            return Future.succeededFuture(List.of());
        }
        Future<String> done = one(place, retraction, target.value(), delivery.key());
        int number = 0;
        for (String event : pieces.after(target.value())) {
            String txn = delivery.key() + "-" + ++number;
            done = done.compose(first -> one(place, retraction, event, txn).map(first));
        }
        return done.map(id -> List.of(new NativeId(network, id)));
    }

    private Future<String> one(Place place, Event.Retraction retraction, String event, String txn) {
        Function<String, Future<String>> by =
                user -> api.redact(user, place.roomId(), event, txn, retraction.reason());
        String bot = ghosts.bot();
        return retraction.byModerator()
                ? orElse(by.apply(bot), () -> byAuthor(place, event, by))
                : orElse(by.apply(place.as()), () -> by.apply(bot));
    }

    private Future<String> byAuthor(
            Place place, String event, Function<String, Future<String>> by) {
        return authors.of(place.roomId(), event, place.as())
                .compose(
                        author ->
                                by.apply(
                                        ghosts.isOurs(author.orElse(""))
                                                ? author.orElse("")
                                                : place.as()));
    }

    private interface Another {
        Future<String> tried();
    }

    private static Future<String> orElse(Future<String> first, Another another) {
        return first.recover(
                cause ->
                        cause instanceof MatrixFault f && f.status() == 403
                                ? another.tried()
                                : Future.failedFuture(cause));
    }
}
