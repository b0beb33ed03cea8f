package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.vertx.core.Future;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// An adapter without a network: notes what it is to deliver, and that no lane gets two at a time.
abstract class FakeAdapter implements Adapter {
    final NetworkId network;
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();
    volatile Capabilities capabilities = Sample.EVERYTHING;

    private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger now = new AtomicInteger();
    private final Map<Object, Integer> busy = new ConcurrentHashMap<>();

    FakeAdapter(NetworkId network) {
        this.network = network;
    }

    /// What becomes of a delivery.
    abstract Future<Outcome> answer(Delivery delivery);

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        deliveries.add(delivery);
        if (!(delivery.envelope().event() instanceof Event.Durable)) {
            return answer(delivery);
        }
        Object lane = List.of(delivery.envelope().sender().address(), delivery.target());
        if (delivery.target() instanceof Conversation.Room room) {
            lane = room;
        }
        Object key = lane;
        if (busy.merge(key, 1, Integer::sum) > 1) {
            overlaps.incrementAndGet();
        }
        int flying = now.incrementAndGet();
        mostAtOnce.accumulateAndGet(flying, Math::max);
        return answer(delivery)
                .onComplete(
                        _ -> {
                            busy.merge(key, -1, Integer::sum);
                            now.decrementAndGet();
                        });
    }

    /// Everything that was to be delivered, in the order it came.
    List<Delivery> deliveries() {
        return new ArrayList<>(deliveries);
    }

    /// The same of one kind of event.
    <T extends Event> List<Delivery> deliveries(Class<T> kind) {
        return deliveries().stream()
                .filter(delivery -> kind.isInstance(delivery.envelope().event()))
                .toList();
    }

    /// The texts of the messages, in the order they came.
    List<String> texts() {
        return deliveries(Event.Message.class).stream().map(FakeAdapter::text).toList();
    }

    static String text(Delivery delivery) {
        return ((Event.Message) delivery.envelope().event()).body().text();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public AddressSpace addresses() {
        return new PlainAddresses(network);
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    /// Spells addresses as they are.
    private record PlainAddresses(NetworkId network) implements AddressSpace {
        @Override
        public Address parse(String spelling) {
            return spelling.startsWith("#")
                    ? Address.room(network, spelling.substring(1))
                    : Address.person(network, spelling);
        }

        @Override
        public String portable(Address address) {
            return (address.isRoom() ? "#" : "") + address.value();
        }

        @Override
        public Address fromPortable(String portable) {
            return parse(portable);
        }

        @Override
        public URI uri(Address address) {
            return URI.create("fake:" + address.value());
        }
    }
}
