package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Answers what there is to know about a room.
final class RoomDesk {
    /// More names than this of one network are counted, not told.
    private static final int NAMES = 30;

    private final Facilities facilities;
    private final Standing standing;

    RoomDesk(Facilities facilities, Standing standing) {
        this.facilities = facilities;
        this.standing = standing;
    }

    /// The room that is meant: the named one, else the one asked in.
    Address meant(Asker asker, @Nullable String named, Verb verb) {
        Address here = asker.room();
        if (named != null) {
            return facilities.room(named);
        }
        if (here == null) {
            throw Refusal.impossible(
                    "Which room? Write it in the room, or name it: "
                            + verb.word()
                            + " network:room");
        }
        return here;
    }

    Future<String> who(Asker asker, Command.Who command) {
        Address room = meant(asker, command.room(), Verb.WHO);
        return allowed(Verb.WHO, asker, room).map(_ -> people(room));
    }

    private String people(Address room) {
        Map<NetworkId, Set<String>> names = new TreeMap<>();
        names.computeIfAbsent(room.network(), _ -> new TreeSet<>());
        Set<Address> others = facilities.linkedWith(room);
        others.forEach(other -> names.computeIfAbsent(other.network(), _ -> new TreeSet<>()));
        for (Participant who : facilities.occupants(room)) {
            names.computeIfAbsent(who.address().network(), _ -> new TreeSet<>()).add(name(who));
        }
        StringBuilder text = new StringBuilder();
        text.append(room).append(others.isEmpty() ? " is linked with no other room." : "");
        if (!others.isEmpty()) {
            text.append(" is linked with ").append(Rooms.list(others)).append('.');
        }
        names.forEach((network, people) -> text.append('\n').append(line(network, people)));
        return text.toString();
    }

    private static String name(Participant who) {
        String address = who.address().value();
        String name = who.displayName();
        return name == null || name.equals(address) ? address : name + " (" + address + ")";
    }

    private static String line(NetworkId network, Set<String> people) {
        String count = network + ": ";
        if (people.isEmpty()) {
            return count + "nobody that the gateway knows of";
        }
        List<String> first = people.stream().limit(NAMES).toList();
        int rest = people.size() - first.size();
        return count + String.join(", ", first) + (rest > 0 ? " and " + rest + " more" : "");
    }

    Future<String> loss(Asker asker, Command.Loss command) {
        if (!command.rooms().isEmpty()) {
            // What networks can do is no secret, so rooms are named freely.
            Map<Address, Capabilities> rooms = new LinkedHashMap<>();
            command.rooms().forEach(room -> add(rooms, facilities.room(room)));
            if (rooms.size() == 1) {
                facilities
                        .linkedWith(rooms.keySet().iterator().next())
                        .forEach(room -> add(rooms, room));
            }
            return Future.succeededFuture(lossOf(rooms));
        }
        Address room = meant(asker, null, Verb.LOSS);
        return allowed(Verb.LOSS, asker, room)
                .map(
                        _ -> {
                            Map<Address, Capabilities> rooms = new LinkedHashMap<>();
                            add(rooms, room);
                            facilities.linkedWith(room).forEach(other -> add(rooms, other));
                            return lossOf(rooms);
                        });
    }

    private void add(Map<Address, Capabilities> rooms, Address room) {
        rooms.put(room, facilities.capabilities(room));
    }

    private static String lossOf(Map<Address, Capabilities> rooms) {
        return rooms.size() < 2
                ? Rooms.list(rooms.keySet())
                        + " is linked with no other room. Name the rooms to see what a link of"
                        + " them would lose."
                : Loss.between(rooms);
    }

    private Future<Void> allowed(Verb verb, Asker asker, Address room) {
        return standing.may(verb, asker, room)
                .compose(
                        may ->
                                may
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                Refusal.forbidden(
                                                        Rooms.mayNot(
                                                                verb,
                                                                standing.permissions().of(verb),
                                                                room))));
    }
}
