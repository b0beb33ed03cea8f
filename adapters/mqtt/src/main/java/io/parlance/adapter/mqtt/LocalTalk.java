package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/// Direct messages between two people of the realm. The hub only takes what leaves a network, and
/// the broker's rules keep one client out of another's topics, so the gateway carries them over.
final class LocalTalk {
    private final Function<Delivery, Future<Outcome>> deliver;

    /// Delivers by `deliver`.
    LocalTalk(Function<Delivery, Future<Outcome>> deliver) {
        this.deliver = deliver;
    }

    /// Hands on; the result is why it failed, or null.
    Future<@Nullable Failure> say(Envelope envelope, Address recipient) {
        if (envelope.event() instanceof Event.Subscription) {
            return Future.succeededFuture();
        }
        Conversation direct = new Conversation.Direct(recipient);
        Delivery delivery = new Delivery(envelope, recipient.network(), direct, Set.of(), 1);
        return deliver.apply(delivery)
                .map(
                        outcome ->
                                switch (outcome) {
                                    case Outcome.Delivered _ -> null;
                                    case Outcome.Refused(var failure) -> failure;
                                    case Outcome.Deferred(var failure, _) -> failure;
                                });
    }
}
