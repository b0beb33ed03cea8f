package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.vertx.core.Future;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What commands work on: the running gateway, or a test's. Any thread.
public interface Facilities {
    /// The room that `network:room` names.
    ///
    /// @throws InvalidValue with advice if it names none
    Address room(String spelling);

    /// The rooms that `room` is linked with, without itself.
    Set<Address> linkedWith(Address room);

    /// The people in `room` and in those linked with it.
    List<Participant> occupants(Address room);

    /// What `person` may do in `room` of the same network; empty if the network cannot tell.
    Future<Optional<Event.Role>> role(Address room, Address person);

    /// What can be shown in `room`.
    Capabilities capabilities(Address room);

    /// Links rooms; done when that is durable.
    Future<Void> link(Set<Address> rooms);

    /// Ends the link of `room`; done when that is durable.
    Future<Void> unlink(Address room);

    /// All addresses of the person who has this one, with it.
    Set<Address> identities(Address person);

    /// Says that two addresses are one person's.
    Future<Void> identify(Address one, Address other);

    /// The way of a message, by any id of it; empty if there is none.
    Future<Optional<Way>> way(String id);

    /// The message that the message with this id answers.
    Future<Optional<EnvelopeId>> answered(EnvelopeId id);

    /// Says something to a room as the bot.
    Future<Void> say(Address room, String text);
}
