package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The native rooms that are linked with rooms elsewhere. Confined to the event loop.
final class PlumbedRooms {
    private static final Logger log = LoggerFactory.getLogger(PlumbedRooms.class);
    private static final Duration SELF_PING = Duration.ofSeconds(60);

    private final Parts parts;
    private final DirectMessages direct;
    private final Faces faces;
    private final Map<String, PlumbedRoom> rooms = new HashMap<>();
    private long pingTimer = -1;

    PlumbedRooms(Parts parts, DirectMessages direct, Faces faces) {
        this.parts = parts;
        this.faces = faces;
        this.direct = direct;
    }

    /// Begins with the rooms that are linked now; they are entered when the link is up.
    void start() {
        parts.context().rooms().linkedOn(parts.context().network()).forEach(this::room);
        pingTimer =
                parts.loop().every(SELF_PING, () -> rooms.values().forEach(PlumbedRoom::selfPing));
    }

    private PlumbedRoom room(Address address) {
        return rooms.computeIfAbsent(
                address.value(), _ -> new PlumbedRoom(parts, listenerLink(), address, faces));
    }

    /// The gateway itself is in rooms through the first component.
    private XmppLink listenerLink() {
        return parts.links().values().iterator().next();
    }

    /// A component is connected.
    void linkUp(XmppLink link) {
        if (link == listenerLink()) {
            rooms.values().forEach(PlumbedRoom::enter);
        }
    }

    /// A component is no longer connected.
    void linkDown(XmppLink link) {
        rooms.values().forEach(room -> room.linkDown(link));
    }

    /// Takes a message if it comes from a linked room; false if not.
    boolean message(XmppLink link, Element stanza, String from, String to) {
        PlumbedRoom room = rooms.get(XmppAddresses.bare(from));
        if (room == null) {
            return false;
        }
        String type = stanza.attribute("type", "");
        if (type.equals("error")) {
            errored(room, stanza, to);
        } else if (type.equals("chat") && !XmppAddresses.resource(from).isEmpty()) {
            // To a ghost, or to the gateway's own occupant: then it is a command.
            direct.message(link, stanza, whisperer(room, from));
        } else if (to.equals(room.listener())) {
            room.message(stanza);
        }
        return true;
    }

    /// Who writes privately: answers reach them only through the room unless it tells who they are.
    private static Address whisperer(PlumbedRoom room, String from) {
        return room.occupants().who(XmppAddresses.resource(from));
    }

    private static void errored(PlumbedRoom room, Element stanza, String to) {
        String id = stanza.attribute("id", "");
        String condition = XmppErrors.conditionOf(stanza);
        if (condition.equals("not-acceptable")) {
            // Not in any more (XEP-0045 §7.4): the next try enters again.
            room.ghosts().lost(to);
            room.reflections().refused(id, Outcome.deferred(XmppErrors.failure(stanza)));
        } else {
            room.reflections().refused(id, XmppErrors.outcome(stanza));
        }
    }

    /// Takes an invitation of the gateway itself, through the room (XEP-0045 §7.8.2) or from person
    /// to person (XEP-0249): it enters, to take commands. False if the message is none.
    boolean invited(Element stanza, String from, String to) {
        Element muc = stanza.child("x", "http://jabber.org/protocol/muc#user");
        Element direct = stanza.child("x", "jabber:x:conference");
        String jid =
                muc != null && muc.children().stream().anyMatch(it -> it.name().equals("invite"))
                        ? XmppAddresses.bare(from)
                        : direct == null ? "" : direct.attribute("jid", "");
        if (jid.isEmpty() || !XmppAddresses.local(to).isEmpty()) {
            return false;
        }
        try {
            // At the configured services only: nobody sends the gateway into rooms of others.
            Address room = parts.addresses().parse(jid);
            if (room.isRoom()) {
                room(room).enter();
            }
        } catch (InvalidValue e) {
            log.info("An invitation to {} is not followed: {}", jid, e.getMessage());
        }
        return true;
    }

    /// Takes a presence if it comes from a linked room; false if not.
    boolean presence(Element stanza, String from, String to) {
        PlumbedRoom room = rooms.get(XmppAddresses.bare(from));
        if (room == null) {
            return false;
        }
        if (to.equals(room.listener())) {
            room.presence(stanza, from);
        } else {
            room.ghosts().presence(stanza, to);
        }
        return true;
    }

    /// Delivers to a native room.
    Future<Outcome> deliver(Delivery delivery, Address address) {
        if (delivery.envelope().event() instanceof Event.Linkage linkage) {
            return linkage.linked() ? link(address, linkage) : unlink(address);
        }
        PlumbedRoom room = room(address);
        if (!room.in().isComplete()) {
            room.enter();
        }
        return whenIn(room)
                .compose(
                        ready ->
                                ready
                                        ? RoomDeliveries.deliver(delivery, room)
                                        : Future.succeededFuture(room.notIn()))
                .recover(PlumbedRooms::failed);
    }

    /// What somebody may do in a native room. To find out, the gateway enters; where it is neither
    /// linked nor staff asks, it does not stay.
    Future<Event.Role> role(Address address, Address person) {
        PlumbedRoom room = room(address);
        room.enter();
        return whenIn(room)
                .map(in -> in ? room.occupants().role(person) : Event.Role.VISITOR)
                .onSuccess(
                        role -> {
                            boolean staff = role.compareTo(Event.Role.MODERATOR) <= 0;
                            if (!staff && !linked(address)) {
                                rooms.remove(address.value(), room);
                                room.leave(true);
                            }
                        });
    }

    private boolean linked(Address address) {
        return parts.context().rooms().linkedOn(address.network()).contains(address);
    }

    /// Somebody from elsewhere is away, busy or back, or looks different: rooms with anybody of the
    /// `audience` show it, or all if there is none.
    void availability(Address who, @Nullable Set<Address> audience) {
        for (PlumbedRoom room : rooms.values()) {
            if (audience == null || room.occupants().anyOf(audience)) {
                room.ghosts().availability(who);
            }
        }
    }

    /// Somebody from elsewhere is called otherwise now.
    void renamed(Participant who) {
        rooms.values().forEach(room -> room.ghosts().renamed(who));
    }

    private static Future<Outcome> failed(Throwable cause) {
        return cause instanceof RoomGhosts.NotIn notIn
                ? Future.succeededFuture(notIn.outcome())
                : Future.failedFuture(cause);
    }

    /// True when the listener is in; false if that takes too long.
    private Future<Boolean> whenIn(PlumbedRoom room) {
        if (room.in().isComplete()) {
            return Future.succeededFuture(true);
        }
        Promise<Boolean> ready = Promise.promise();
        long timer = parts.loop().after(parts.config().timeout(), () -> ready.tryComplete(false));
        room.in()
                .onSuccess(
                        _ -> {
                            parts.loop().cancel(timer);
                            ready.tryComplete(true);
                        });
        return ready.future();
    }

    private Future<Outcome> link(Address address, Event.Linkage linkage) {
        PlumbedRoom room = room(address);
        room.enter();
        return whenIn(room)
                .compose(
                        ready -> {
                            if (!ready) {
                                return Future.succeededFuture(room.notIn());
                            }
                            room.announce(
                                    "This room is linked with "
                                            + names(linkage.others())
                                            + "; people there read what is said here.");
                            return room.link().taken(Outcome.delivered());
                        });
    }

    private String names(List<Address> others) {
        return others.stream()
                .map(other -> other.value() + " (" + other.network() + ")")
                .collect(Collectors.joining(", "));
    }

    private Future<Outcome> unlink(Address address) {
        PlumbedRoom room = rooms.remove(address.value());
        if (room == null) {
            return Future.succeededFuture(Outcome.delivered());
        }
        room.announce("This room is no longer linked with others.");
        return room.leave(true).compose(_ -> room.link().taken(Outcome.delivered()));
    }

    /// Delivers a private message to an occupant of a linked room.
    Future<Outcome> whisper(Delivery delivery, Address recipient) {
        PlumbedRoom room = rooms.get(XmppAddresses.bare(recipient.value()));
        if (room == null) {
            return Future.succeededFuture(
                    new Outcome.Refused(
                            Failure.certain(
                                    FailureReason.NOT_LINKED,
                                    "That room is not linked any more.",
                                    "no linked room for " + recipient)));
        }
        return parts.ghosts()
                .jid(delivery.envelope().sender().address())
                .compose(
                        ghost -> {
                            Outcome taken =
                                    Outcomes.delivered(
                                            parts.ids()
                                                    .direct(
                                                            ghost,
                                                            recipient.value(),
                                                            delivery.key()));
                            return RoomDeliveries.whisper(delivery, room, recipient, taken);
                        })
                .recover(PlumbedRooms::failed);
    }

    /// The gateway leaves all rooms; it comes back to them when it runs again.
    Future<Void> stop() {
        parts.loop().cancel(pingTimer);
        List<Future<Void>> left = new ArrayList<>();
        rooms.values().forEach(room -> left.add(room.leave(false)));
        return Future.join(left).mapEmpty();
    }
}
