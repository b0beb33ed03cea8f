package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Values for tests.
final class Sample {
    static final NetworkId RED = new NetworkId("red");
    static final NetworkId BLUE = new NetworkId("blue");
    static final NetworkId GREEN = new NetworkId("green");
    static final Capabilities EVERYTHING = everything(65_536);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Sample() {}

    static Capabilities everything(int textBytes) {
        Map<Feature, Support> all = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            all.put(feature, Support.FULL);
        }
        return new Capabilities(all, textBytes);
    }

    static Capabilities with(Feature feature, Support support) {
        Map<Feature, Support> all = new EnumMap<>(EVERYTHING.support());
        all.put(feature, support);
        return new Capabilities(all, EVERYTHING.textBytes());
    }

    static Participant person(NetworkId network, String name) {
        return new Participant(Address.person(network, name), name);
    }

    /// A room that no other test uses.
    static Address room(NetworkId network) {
        return Address.room(network, "room" + NUMBER.incrementAndGet());
    }

    /// A name that no other test uses.
    static String unique(String name) {
        return name + NUMBER.incrementAndGet();
    }

    static NativeId id(NetworkId network) {
        return new NativeId(network, unique("id"));
    }

    static Envelope direct(Participant sender, Participant to, String text) {
        return envelope(sender, to, Event.Message.of(text));
    }

    static Envelope envelope(Participant sender, Participant to, Event event) {
        var direct = new Conversation.Direct(to.address());
        return Envelope.of(sender, direct, id(sender.address().network()), Instant.now(), event);
    }

    static Envelope inRoom(Participant sender, Address room, Event event) {
        var conversation = new Conversation.Room(room);
        return Envelope.of(
                sender, conversation, id(sender.address().network()), Instant.now(), event);
    }

    static Envelope inRoom(Participant sender, Address room, String text) {
        return inRoom(sender, room, Event.Message.of(text));
    }

    static Envelope presence(Participant sender, Event.Availability availability) {
        return Envelope.of(
                sender,
                new Conversation.Everyone(),
                null,
                Instant.now(),
                new Event.Presence(availability, null));
    }

    static Event.Membership change(Event.Membership.Change change, Participant subject) {
        return new Event.Membership(change, subject, null);
    }

    static MessageRef refTo(Envelope message) {
        return MessageRef.to(message.nativeIds().getFirst());
    }
}
