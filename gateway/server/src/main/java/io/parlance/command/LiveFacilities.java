package io.parlance.command;

import io.parlance.admin.Spellings;
import io.parlance.hub.EventHub;
import io.parlance.identity.IdentityMapping;
import io.parlance.identity.Person;
import io.parlance.journal.Journal;
import io.parlance.journal.TraceStep;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.vertx.core.Future;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The running gateway, as commands work on it.
public final class LiveFacilities implements Facilities {
    private final EventHub hub;
    private final Journal journal;
    private final IdentityMapping mapping;
    private final Spellings spellings;

    /// Over these parts.
    public LiveFacilities(EventHub hub, Journal journal, IdentityMapping mapping) {
        this.hub = hub;
        this.journal = journal;
        this.mapping = mapping;
        this.spellings = new Spellings(hub.networks());
    }

    @Override
    public Address room(String spelling) {
        return spellings.room(spelling);
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        return hub.rooms().linkedWith(room);
    }

    @Override
    public List<Participant> occupants(Address room) {
        return hub.rooms().occupants(room);
    }

    @Override
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        return hub.role(room, person);
    }

    @Override
    public Capabilities capabilities(Address room) {
        return hub.capabilities(room);
    }

    @Override
    public Future<Void> link(Set<Address> rooms) {
        return hub.linking().link(rooms).mapEmpty();
    }

    @Override
    public Future<Void> unlink(Address room) {
        return hub.linking().unlink(room).mapEmpty();
    }

    @Override
    public Set<Address> identities(Address person) {
        return mapping.identities().of(person).map(Person::addresses).orElse(Set.of(person));
    }

    @Override
    public Future<Void> identify(Address one, Address other) {
        return mapping.identities().link(one, other).mapEmpty();
    }

    @Override
    public Future<Optional<Way>> way(String id) {
        return journal.trace(id)
                .compose(
                        steps ->
                                steps.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : way(steps));
    }

    /// Two networks may issue the same id: then the first message of it is meant.
    private Future<Optional<Way>> way(List<TraceStep> steps) {
        EnvelopeId message = steps.getFirst().envelope();
        return journal.envelope(message)
                .map(found -> found.map(envelope -> way(envelope, message, steps)));
    }

    private static Way way(Envelope envelope, EnvelopeId message, List<TraceStep> steps) {
        return new Way(
                envelope.sender().address(),
                steps.stream()
                        .filter(step -> step.envelope().equals(message))
                        .map(LiveFacilities::step)
                        .toList());
    }

    private static Way.Step step(TraceStep step) {
        return new Way.Step(
                step.at(),
                step.step().name().toLowerCase(Locale.ROOT),
                step.network() == null ? "" : step.network().name(),
                step.detail());
    }

    @Override
    public Future<Optional<EnvelopeId>> answered(EnvelopeId id) {
        return journal.envelope(id)
                .map(found -> found.map(Envelope::event).flatMap(LiveFacilities::about));
    }

    private static Optional<EnvelopeId> about(Event event) {
        MessageRef ref = event instanceof Event.Message message ? message.inReplyTo() : null;
        return Optional.ofNullable(ref == null ? null : ref.envelope());
    }

    @Override
    public Future<Void> say(Address room, String text) {
        Event said = new Event.Message(Notices.body(text), Event.Style.NOTICE, null);
        return hub.accept(
                        Envelope.of(
                                GatewayBot.PARTICIPANT,
                                new Conversation.Room(room),
                                null,
                                Instant.now(),
                                said))
                .mapEmpty();
    }
}
