package io.parlance.gateway;

import io.parlance.admin.Crossing;
import io.parlance.admin.Crossings;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.vertx.core.Future;

import java.util.Optional;

/// An adapter as the hub sees it: tells what went.
final class ObservedAdapter implements Adapter {
    private final Adapter adapter;
    private final Crossings crossings;

    ObservedAdapter(Adapter adapter, Crossings crossings) {
        this.adapter = adapter;
        this.crossings = crossings;
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        Future<Outcome> outcome = adapter.deliver(delivery);
        return crossings.watched()
                ? outcome.onSuccess(answer -> crossings.tell(went(delivery, answer)))
                : outcome;
    }

    private Crossing went(Delivery delivery, Outcome answer) {
        return new Crossing.Went(delivery, answer, crossings.since(delivery.envelope().id()));
    }

    @Override
    public Capabilities capabilities() {
        return adapter.capabilities();
    }

    @Override
    public Capabilities capabilities(Conversation target) {
        return adapter.capabilities(target);
    }

    @Override
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        return adapter.role(room, person);
    }

    @Override
    public AddressSpace addresses() {
        return adapter.addresses();
    }

    @Override
    public Future<Void> start() {
        return adapter.start();
    }

    @Override
    public Future<Void> stop() {
        return adapter.stop();
    }
}
