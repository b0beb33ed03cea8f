package io.parlance.gateway;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Feature;
import io.parlance.spi.LinkState;
import io.parlance.spi.Registrable;
import io.parlance.spi.Secret;
import io.parlance.spi.Support;
import io.vertx.core.Future;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Adapters that are their own network: tests say what people on it say, and see what arrives.
final class TalkingProvider implements AdapterProvider {
    final Map<String, Talking> made = new ConcurrentHashMap<>();

    @Override
    public String protocol() {
        return "talking";
    }

    @Override
    public Adapter create(AdapterContext context) throws ConfigException {
        Secret secret = context.settings().secret("secret");
        boolean starts = context.settings().flag("starts", true);
        context.settings().done();
        Talking adapter = new Talking(context, secret, starts);
        made.put(context.network().name(), adapter);
        return adapter;
    }

    /// One network.
    static final class Talking implements Adapter, Registrable {
        final AdapterContext context;
        final Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
        volatile boolean stopped;
        private final Secret secret;
        private final boolean starts;

        private Talking(AdapterContext context, Secret secret, boolean starts) {
            this.context = context;
            this.secret = secret;
            this.starts = starts;
        }

        /// Somebody on this network says something in a room of it.
        Future<Acceptance> say(String room, String who, String text) {
            NativeId id = new NativeId(context.network(), who + "/" + text);
            return context.hub()
                    .accept(
                            Envelope.of(
                                    Participant.of(Address.person(context.network(), who)),
                                    new Conversation.Room(Address.room(context.network(), room)),
                                    id,
                                    Instant.now(),
                                    Event.Message.of(text)));
        }

        List<String> texts() {
            return heard.stream()
                    .map(delivery -> delivery.envelope().event())
                    .filter(Event.Message.class::isInstance)
                    .map(event -> ((Event.Message) event).body().text())
                    .toList();
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Map.of(Feature.PRESENCE, Support.DROPPED), 10_000);
        }

        @Override
        public AddressSpace addresses() {
            return new Hashed(context);
        }

        @Override
        public Future<Void> start() {
            if (!starts) {
                return Future.failedFuture("port 1 is in use; choose another `port`");
            }
            context.hub().linkChanged(context.network(), new LinkState.Up());
            return Future.succeededFuture();
        }

        @Override
        public Future<Outcome> deliver(Delivery delivery) {
            heard.add(delivery);
            return Future.succeededFuture(
                    Outcome.delivered(new NativeId(context.network(), delivery.key())));
        }

        @Override
        public Future<Void> stop() {
            stopped = true;
            return Future.succeededFuture();
        }

        @Override
        public String registration() {
            return "token: " + secret.reveal() + "\n";
        }
    }

    /// Rooms begin with `#`, which is not a part of their value.
    private record Hashed(AdapterContext context) implements AddressSpace {
        @Override
        public Address parse(String spelling) {
            return spelling.startsWith("#")
                    ? Address.room(context.network(), spelling.substring(1))
                    : Address.person(context.network(), spelling);
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
            return URI.create("talking:" + address.value());
        }
    }
}
