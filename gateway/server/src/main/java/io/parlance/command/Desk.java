package io.parlance.command;

import io.parlance.model.EnvelopeId;
import io.parlance.model.InvalidValue;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.time.Clock;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Does what is asked for, if the asker may, and answers in words. Any thread.
public final class Desk {
    private final CommandSettings settings;
    private final Standing standing;
    private final RoomDesk rooms;
    private final LinkDesk links;
    private final PersonDesk people;

    /// A desk over `facilities` that keeps what was asked in `store`.
    public Desk(
            Facilities facilities,
            CommandSettings settings,
            Permissions permissions,
            StateStore store,
            Clock clock) {
        this(facilities, settings, permissions, store, clock, new Codes());
    }

    /// The same with codes of the caller's.
    Desk(
            Facilities facilities,
            CommandSettings settings,
            Permissions permissions,
            StateStore store,
            Clock clock,
            Supplier<String> codes) {
        this.settings = settings;
        this.standing = new Standing(facilities, permissions);
        this.rooms = new RoomDesk(facilities, standing);
        Proposals proposals = new Proposals(store, clock);
        this.links = new LinkDesk(facilities, standing, proposals, settings, codes, clock);
        this.people = new PersonDesk(facilities, standing, store, codes, clock);
    }

    /// Does it.
    ///
    /// @param message the message that it was asked by
    /// @return what the asker is told; fails with [InvalidValue], whose text they are told, if they
    ///   may not or it cannot be
    public Future<String> answer(Asker asker, Command command, EnvelopeId message) {
        try {
            return permitted(asker, command)
                    ? does(asker, command, message)
                    : Future.failedFuture(
                            Refusal.forbidden(
                                    "Only an operator of this gateway may use "
                                            + command.verb().word()
                                            + " here. Ask one."));
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
    }

    /// What needs an operator is refused here; what depends on the room, where that is known.
    private boolean permitted(Asker asker, Command command) {
        Level level = standing.permissions().of(command.verb());
        return level != Level.OPERATORS || standing.operator(asker);
    }

    private Future<String> does(Asker asker, Command command, EnvelopeId message) {
        return switch (command) {
            case Command.Help help -> Future.succeededFuture(help(asker, help));
            case Command.Who who -> rooms.who(asker, who);
            case Command.Loss loss -> rooms.loss(asker, loss);
            case Command.Link link -> links.link(asker, link);
            case Command.Accept(String code) -> links.accept(asker, code);
            case Command.Decline(String code) -> links.decline(asker, code);
            case Command.Unlink(String room) ->
                    links.unlink(asker, rooms.meant(asker, room, Verb.UNLINK));
            case Command.Where where -> people.where(asker, where, message);
            case Command.WhoAmI _ -> people.whoAmI(asker);
            case Command.Identify identify -> people.identify(asker, identify);
        };
    }

    private String help(Asker asker, Command.Help help) {
        String begin = asker.room() == null ? "" : settings.prefix() + " ";
        if (help.about() != null) {
            return begin
                    + help.about().usage()
                    + ": "
                    + help.about().purpose()
                    + ".\nA room is written with its network: xmpp:lobby@rooms.example.org,"
                    + " matrix:#lobby:example.org.";
        }
        boolean operator = standing.operator(asker);
        String verbs =
                Arrays.stream(Verb.values())
                        .filter(it -> operator || standing.permissions().of(it) != Level.OPERATORS)
                        .map(it -> begin + it.usage() + " – " + it.purpose())
                        .collect(Collectors.joining("\n"));
        return "I am this gateway's bot. You can ask me:\n" + verbs;
    }
}
