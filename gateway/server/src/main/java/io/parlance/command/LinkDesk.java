package io.parlance.command;

import io.parlance.model.Address;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Links rooms and takes links apart, as far as those who have a say agree. Every room has one: its
/// staff. Whoever asks speaks for one room; each of the others is told by a notice what was asked,
/// by whom, and how to agree. An operator needs nobody's consent.
final class LinkDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDesk.class);

    /// So many links one person may have asked for at a time: each writes into a room of others.
    private static final int OPEN = 5;

    private final Facilities facilities;
    private final Standing standing;
    private final Proposals proposals;
    private final CommandSettings settings;
    private final Supplier<String> codes;
    private final Clock clock;

    LinkDesk(
            Facilities facilities,
            Standing standing,
            Proposals proposals,
            CommandSettings settings,
            Supplier<String> codes,
            Clock clock) {
        this.facilities = facilities;
        this.standing = standing;
        this.proposals = proposals;
        this.settings = settings;
        this.codes = codes;
        this.clock = clock;
    }

    Future<String> link(Asker asker, Command.Link command) {
        Set<Address> rooms = new LinkedHashSet<>();
        if (asker.room() != null) {
            rooms.add(asker.room());
        }
        command.rooms().forEach(room -> rooms.add(facilities.room(room)));
        if (rooms.size() < 2) {
            throw Refusal.impossible(
                    "A link needs two rooms. Write it in one of them and name the other, or name"
                            + " both: link network:room network:room");
        }
        rooms.forEach(this::free);
        if (standing.operator(asker)) {
            return linked(rooms);
        }
        return spokenFor(Verb.LINK, asker, List.copyOf(rooms))
                .compose(
                        mine ->
                                mine.isEmpty()
                                        ? Future.failedFuture(mayNot(Verb.LINK, asker, rooms))
                                        : ask(asker, List.copyOf(rooms), mine.getFirst()));
    }

    private void free(Address room) {
        Set<Address> others = facilities.linkedWith(room);
        if (!others.isEmpty()) {
            throw Refusal.impossible(
                    room
                            + " is linked with "
                            + Rooms.list(others)
                            + " already. Unlink it first; then name all rooms in one link.");
        }
    }

    private RuntimeException mayNot(Verb verb, Asker asker, Set<Address> rooms) {
        Address room = asker.room() != null ? asker.room() : rooms.iterator().next();
        return Refusal.forbidden(Rooms.mayNot(verb, standing.permissions().of(verb), room));
    }

    /// Which of the rooms the asker speaks for.
    private Future<List<Address>> spokenFor(Verb verb, Asker asker, List<Address> rooms) {
        List<Address> mine = new ArrayList<>();
        Future<Void> asked = Future.succeededFuture();
        for (Address room : rooms) {
            asked =
                    asked.compose(_ -> standing.may(verb, asker, room))
                            .compose(
                                    may -> {
                                        if (may) {
                                            mine.add(room);
                                        }
                                        return Future.succeededFuture();
                                    });
        }
        return asked.map(_ -> mine);
    }

    private Future<String> ask(Asker asker, List<Address> rooms, Address home) {
        return proposals
                .all()
                .compose(
                        open -> {
                            Optional<Proposal> same = same(open, asker, rooms);
                            if (same.isPresent()) {
                                return Future.succeededFuture(
                                        "That was asked already. " + toAgree(same.get()));
                            }
                            if (count(open, asker) >= OPEN) {
                                throw Refusal.forbidden(
                                        "You asked for "
                                                + OPEN
                                                + " links that nobody agreed to yet; wait for them,"
                                                + " or take one back with decline CODE.");
                            }
                            return propose(proposal(asker, rooms, home));
                        });
    }

    private static Optional<Proposal> same(List<Proposal> open, Asker asker, List<Address> rooms) {
        return open.stream()
                .filter(it -> it.by().equals(asker.address()))
                .filter(it -> Set.copyOf(it.rooms()).equals(Set.copyOf(rooms)))
                .findFirst();
    }

    private static long count(List<Proposal> open, Asker asker) {
        return open.stream().filter(it -> it.by().equals(asker.address())).count();
    }

    private Proposal proposal(Asker asker, List<Address> rooms, Address home) {
        List<Address> ordered = new ArrayList<>(rooms);
        ordered.remove(home);
        ordered.addFirst(home);
        Duration consent = settings.consent();
        return new Proposal(
                codes.get(),
                asker.address(),
                asker.who().shownName(),
                ordered,
                Set.of(home),
                clock.instant().plus(consent).truncatedTo(ChronoUnit.MINUTES));
    }

    private Future<String> propose(Proposal proposal) {
        Future<Void> told = proposals.keep(proposal);
        for (Address room : proposal.open()) {
            told = told.compose(_ -> facilities.say(room, question(proposal, room)));
        }
        return told.map(
                _ ->
                        "Asked "
                                + Rooms.list(proposal.open())
                                + ". "
                                + toAgree(proposal)
                                + " Until then nothing is linked.");
    }

    private String toAgree(Proposal proposal) {
        return "The rooms are linked when somebody of the staff there writes: "
                + settings.prefix()
                + " accept "
                + proposal.code()
                + ". It lapses on "
                + Times.text(proposal.until())
                + ".";
    }

    private String question(Proposal proposal, Address room) {
        List<Address> others = proposal.rooms().stream().filter(it -> !it.equals(room)).toList();
        return proposal.byName()
                + " ("
                + proposal.by()
                + ") asks to link this room with "
                + Rooms.list(others)
                + ". Everybody in those rooms could then read what is written here, and write"
                + " here; everybody here could read and write there. If you are of this room's"
                + " staff and agree, write: "
                + settings.prefix()
                + " accept "
                + proposal.code()
                + " — or to refuse: "
                + settings.prefix()
                + " decline "
                + proposal.code()
                + " — It lapses on "
                + Times.text(proposal.until())
                + ".";
    }

    Future<String> accept(Asker asker, String code) {
        return found(code)
                .compose(
                        proposal -> {
                            boolean own =
                                    facilities.identities(asker.address()).contains(proposal.by());
                            if (own && !standing.operator(asker)) {
                                throw Refusal.forbidden(
                                        "You asked for this yourself; somebody else of the staff of"
                                                + " "
                                                + Rooms.list(proposal.open())
                                                + " has to agree.");
                            }
                            return spokenFor(Verb.ACCEPT, asker, proposal.open())
                                    .compose(mine -> agreed(asker, proposal, mine));
                        });
    }

    private Future<String> agreed(Asker asker, Proposal proposal, List<Address> mine) {
        if (mine.isEmpty()) {
            Set<Address> open = new LinkedHashSet<>(proposal.open());
            Address room =
                    asker.room() != null && open.contains(asker.room())
                            ? asker.room()
                            : proposal.open().getFirst();
            throw Refusal.forbidden(
                    Rooms.mayNot(Verb.ACCEPT, standing.permissions().of(Verb.ACCEPT), room));
        }
        Proposal now = proposal.agreedBy(Set.copyOf(mine));
        if (!now.open().isEmpty()) {
            return proposals
                    .keep(now)
                    .map(
                            _ ->
                                    "Agreed for "
                                            + Rooms.list(mine)
                                            + ". Still to agree: "
                                            + Rooms.list(now.open())
                                            + ".");
        }
        now.rooms().forEach(this::free);
        return linked(new LinkedHashSet<>(now.rooms())).compose(text -> done(asker, now, text));
    }

    /// An answer in a room is read in all of them now; one to a person is not.
    private Future<String> done(Asker asker, Proposal proposal, String text) {
        Future<Void> told =
                asker.room() != null && proposal.rooms().contains(asker.room())
                        ? Future.succeededFuture()
                        : facilities.say(proposal.home(), text);
        return told.compose(_ -> proposals.remove(proposal)).map(text);
    }

    private Future<String> linked(Set<Address> rooms) {
        LOG.info("Linking {} by command", rooms);
        return facilities
                .link(rooms)
                .map(
                        _ ->
                                "Linked: "
                                        + Rooms.list(rooms)
                                        + ". Everybody in these rooms reads what is written in any"
                                        + " of them from now on.");
    }

    private Future<Proposal> found(String code) {
        return proposals
                .find(code)
                .map(
                        it ->
                                it.orElseThrow(
                                        () ->
                                                Refusal.impossible(
                                                        "Nothing was asked under the code "
                                                                + code
                                                                + ", or it lapsed. Look at its"
                                                                + " spelling, or have it asked"
                                                                + " again.")));
    }

    Future<String> decline(Asker asker, String code) {
        return found(code)
                .compose(
                        proposal -> {
                            boolean own =
                                    facilities.identities(asker.address()).contains(proposal.by());
                            return own
                                    ? withdrawn(proposal)
                                    : spokenFor(Verb.DECLINE, asker, proposal.rooms())
                                            .compose(mine -> declined(asker, proposal, mine));
                        });
    }

    private Future<String> withdrawn(Proposal proposal) {
        return proposals.remove(proposal).map("Taken back; nothing is linked.");
    }

    private Future<String> declined(Asker asker, Proposal proposal, List<Address> mine) {
        if (mine.isEmpty()) {
            throw mayNot(Verb.DECLINE, asker, new LinkedHashSet<>(proposal.open()));
        }
        String news = "The link with " + Rooms.list(mine) + " was refused there.";
        return proposals
                .remove(proposal)
                .compose(_ -> facilities.say(proposal.home(), news))
                .map("Refused; nothing is linked.");
    }

    Future<String> unlink(Asker asker, Address room) {
        Set<Address> others = facilities.linkedWith(room);
        return standing.may(Verb.UNLINK, asker, room)
                .compose(
                        may -> {
                            if (!may) {
                                throw mayNot(Verb.UNLINK, asker, Set.of(room));
                            }
                            if (others.isEmpty()) {
                                throw Refusal.impossible(room + " is linked with no other room.");
                            }
                            return apart(room, others);
                        });
    }

    /// The others stay linked with each other, if there are several.
    private Future<String> apart(Address room, Set<Address> others) {
        LOG.info("Unlinking {} from {} by command", room, others);
        Future<Void> done = facilities.unlink(room);
        return (others.size() < 2 ? done : done.compose(_ -> facilities.link(others)))
                .map(
                        _ ->
                                room
                                        + " is no longer linked with "
                                        + Rooms.list(others)
                                        + "."
                                        + (others.size() < 2
                                                ? ""
                                                : " Those stay linked with each other."));
    }
}
