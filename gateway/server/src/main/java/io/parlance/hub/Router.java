package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Decides whom an envelope is for. Pure: every answer it needs is a hash look-up that it is given,
/// so a message costs the same with one linked room and with thousands.
final class Router {
    private final Set<NetworkId> networks;
    private final Function<Address, Set<Address>> linkedWith;
    private final Function<Address, Set<NetworkId>> views;

    /// A router over `networks`, asking for the rooms linked with one and the networks that show
    /// one of another network as a portal.
    Router(
            Set<NetworkId> networks,
            Function<Address, Set<Address>> linkedWith,
            Function<Address, Set<NetworkId>> views) {
        this.networks = networks;
        this.linkedWith = linkedWith;
        this.views = views;
    }

    /// Where `envelope` goes.
    RoutingDecision route(Envelope envelope) {
        return switch (envelope.conversation()) {
            case Conversation.Direct direct -> direct(envelope.origin(), direct);
            case Conversation.Room(Address room) ->
                    invited(envelope, room(envelope.origin(), room));
            case Conversation.Everyone everyone ->
                    envelope.event() instanceof Event.Profile
                            ? everyone(envelope.origin(), everyone)
                            : new RoutingDecision.Drop("no-conversation");
        };
    }

    /// An invitation into a room that is linked with nothing concerns whoever is invited.
    private RoutingDecision invited(Envelope envelope, RoutingDecision decision) {
        if (decision instanceof RoutingDecision.Drop
                && envelope.event() instanceof Event.Membership(var change, var subject, _)
                && change == Event.Membership.Change.INVITE) {
            return direct(envelope.origin(), new Conversation.Direct(subject.address()));
        }
        return decision;
    }

    private RoutingDecision direct(NetworkId origin, Conversation.Direct direct) {
        NetworkId network = direct.recipient().network();
        if (network.equals(origin)) {
            return notLinked(
                    direct.recipient()
                            + " is on your own network; write there without the gateway.");
        }
        return networks.contains(network)
                ? new RoutingDecision.Fanout(List.of(new Destination(network, direct)))
                : notLinked("This gateway has no network called '" + network + "'.");
    }

    /// To each other network once: whom it concerns there, its adapter knows.
    private RoutingDecision everyone(NetworkId origin, Conversation.Everyone everyone) {
        List<Destination> others = new ArrayList<>(4);
        for (NetworkId network : networks) {
            if (!network.equals(origin)) {
                others.add(new Destination(network, everyone));
            }
        }
        return others.isEmpty()
                ? new RoutingDecision.Drop("no-conversation")
                : new RoutingDecision.Fanout(others);
    }

    private RoutingDecision room(NetworkId origin, Address room) {
        if (!networks.contains(room.network())) {
            return notLinked("This gateway has no network called '" + room.network() + "'.");
        }
        List<Destination> destinations = new ArrayList<>(4);
        collect(destinations, origin, room, true);
        for (Address linked : linkedWith.apply(room)) {
            collect(destinations, origin, linked, false);
        }
        return destinations.isEmpty()
                ? new RoutingDecision.Drop("not-linked")
                : new RoutingDecision.Fanout(destinations);
    }

    /// Adds every network that has or shows `room`, except the sight of it that the event came
    /// from.
    private void collect(
            List<Destination> destinations, NetworkId origin, Address room, boolean source) {
        var target = new Conversation.Room(room);
        NetworkId home = room.network();
        if (!(source && home.equals(origin)) && networks.contains(home)) {
            destinations.add(new Destination(home, target));
        }
        for (NetworkId view : views.apply(room)) {
            if (!(source && view.equals(origin)) && !view.equals(home) && networks.contains(view)) {
                destinations.add(new Destination(view, target));
            }
        }
    }

    private static RoutingDecision notLinked(String text) {
        return new RoutingDecision.Reject(
                Failure.certain(FailureReason.NOT_LINKED, text, "no route"));
    }
}
