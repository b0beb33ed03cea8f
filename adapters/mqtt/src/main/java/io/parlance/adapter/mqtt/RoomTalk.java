package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/// What MQTT's own people do in rooms, seen from the other MQTT clients. Runs on the adapter's
/// context.
final class RoomTalk {
    private static final Logger LOG = LoggerFactory.getLogger(RoomTalk.class);
    private static final int REMEMBERED = 10_000;

    private final AdapterContext context;
    private final MqttCodec codec;
    private final Reflector reflector;
    private final RoomMeta meta;
    private final Map<NativeId, Boolean> shown = new LeastRecent<>(REMEMBERED);
    private final Map<Presence, Boolean> present = new LeastRecent<>(REMEMBERED);

    /// Shows by `reflector`.
    RoomTalk(AdapterContext context, MqttCodec codec, Reflector reflector, RoomMeta meta) {
        this.context = context;
        this.codec = codec;
        this.reflector = reflector;
        this.meta = meta;
    }

    private record Presence(Address person, Address room) {}

    /// Whoever speaks in a room of another network joins it first, so that the hub sends MQTT what
    /// is said there. A room of our own needs no joining.
    void enter(Envelope envelope) {
        NetworkId own = context.network();
        if (!(envelope.conversation() instanceof Conversation.Room(Address room))
                || room.network().equals(own)) {
            return;
        }
        Presence presence = new Presence(envelope.sender().address(), room);
        boolean ownChange =
                envelope.event() instanceof Event.Membership(_, var subject, _)
                        && subject.address().equals(presence.person());
        if (ownChange && envelope.event() instanceof Event.Membership membership) {
            if (membership.change() == Change.JOIN) {
                present.put(presence, true);
            } else {
                present.remove(presence);
            }
        } else if (envelope.event() instanceof Event.Durable
                && present.putIfAbsent(presence, true) == null) {
            Event join = new Event.Membership(Change.JOIN, envelope.sender(), null);
            Envelope joining =
                    Envelope.of(
                            envelope.sender(),
                            envelope.conversation(),
                            null,
                            envelope.sentAt(),
                            join);
            context.hub()
                    .accept(joining)
                    .onFailure(
                            fault -> {
                                LOG.warn("{} could not join {}", presence.person(), room, fault);
                                context.vertx().runOnContext(_ -> forget(presence));
                            });
        }
    }

    /// Somebody of ours was put out of a room of another network.
    void putOut(Address person, Address room) {
        context.vertx().runOnContext(_ -> forget(new Presence(person, room)));
    }

    private void forget(Presence presence) {
        present.remove(presence);
    }

    /// Shows an event that was taken; nothing to do outside rooms.
    Future<Void> show(Envelope envelope) {
        if (!(envelope.conversation() instanceof Conversation.Room(Address room))) {
            return Future.succeededFuture();
        }
        if (!envelope.nativeIds().isEmpty()) {
            shown.put(envelope.nativeIds().getFirst(), true);
        }
        meta.happened(room, envelope.event());
        return reflector.publish(codec.reflection(envelope, room));
    }

    /// An event that the hub ignored may still have to be shown: a room that is linked with nothing
    /// is a room nevertheless, and of a repeated message we may have crashed before it was shown.
    Future<Void> dropped(Envelope envelope, String why) {
        boolean showAnyway =
                switch (why) {
                    case "not-linked", "duplicate" -> !wasShown(envelope);
                    default -> false;
                };
        return showAnyway ? show(envelope) : Future.succeededFuture();
    }

    private boolean wasShown(Envelope envelope) {
        return !envelope.nativeIds().isEmpty()
                && shown.containsKey(envelope.nativeIds().getFirst());
    }
}
