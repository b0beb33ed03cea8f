package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What becomes of the convention's messages from clients: read, handed to the hub, shown to the
/// others on MQTT, and only then done. Runs on the adapter's context.
final class Reception {
    private static final int REMEMBERED = 10_000;

    private final AdapterContext context;
    private final MqttConfig config;
    private final MqttTopics topics;
    private final MqttIds ids;
    private final MqttCodec codec;
    private final Refusals refusals;
    private final RoomTalk rooms;
    private final LocalTalk local;
    private final Rights rights;
    private final Profiles profiles;
    private final InlineFiles files;
    private final InTurn turns = new InTurn();
    private final Map<String, String> names = new LeastRecent<>(REMEMBERED);

    /// Wires the parts together.
    Reception(
            AdapterContext context,
            MqttConfig config,
            MqttTopics topics,
            MqttIds ids,
            MqttCodec codec,
            Refusals refusals,
            RoomTalk rooms,
            LocalTalk local,
            Rights rights,
            Profiles profiles,
            InlineFiles files) {
        this.context = context;
        this.config = config;
        this.topics = topics;
        this.ids = ids;
        this.codec = codec;
        this.refusals = refusals;
        this.rooms = rooms;
        this.local = local;
        this.rights = rights;
        this.profiles = profiles;
        this.files = files;
    }

    /// Takes one message; completes when it may be acknowledged.
    Future<Void> take(Arrival arrival) {
        MqttTopics.Meaning meaning;
        try {
            meaning = topics.parse(arrival.topic());
        } catch (InvalidValue e) {
            return refusals.drop(arrival, String.valueOf(e.getMessage()));
        }
        return switch (meaning) {
            case MqttTopics.Meaning.RoomCommand(var room, var sender) ->
                    command(arrival, sender, () -> new Conversation.Room(ids.room(room)));
            case MqttTopics.Meaning.PersonCommand(var person, var sender) ->
                    command(arrival, sender, () -> new Conversation.Direct(ids.person(person)));
            case MqttTopics.Meaning.PresenceOf(var sender) -> presence(arrival, sender);
            case MqttTopics.Meaning.TypingTo(var to, var sender) -> typing(arrival, sender, to);
        };
    }

    private Future<Void> command(
            Arrival arrival, String name, Supplier<Conversation> conversation) {
        Participant sender = sender(name);
        if (sender == null) {
            return refusals.drop(arrival, "'" + name + "' is no name of an MQTT user");
        }
        if (arrival.retained()) {
            return refusals.drop(arrival, "commands are not taken from retained messages");
        }
        Command command;
        try {
            command = Command.read(arrival, config.commandBytes());
        } catch (InvalidValue e) {
            return refusals.tell(name, arrival, arrival.tags().id(), e.toFailure());
        }
        if (!InlineFiles.in(command) && !turns.busy(arrival.topic())) {
            return understand(arrival, command, sender, conversation);
        }
        return turns.after(arrival.topic(), () -> files.keep(command))
                .transform(
                        kept ->
                                kept.cause() instanceof InvalidValue e
                                        ? refusals.tell(
                                                name, arrival, id(arrival, command), e.toFailure())
                                        : understand(arrival, command, sender, conversation));
    }

    private Future<Void> understand(
            Arrival arrival,
            Command command,
            Participant sender,
            Supplier<Conversation> conversation) {
        try {
            Participant named = named(sender, command.name());
            Envelope envelope = codec.envelope(command, named, conversation.get(), Instant.now());
            rights.check(envelope);
            return handOn(arrival, command, envelope);
        } catch (InvalidValue e) {
            String name = sender.address().value();
            return refusals.tell(name, arrival, id(arrival, command), e.toFailure());
        }
    }

    private Future<Void> handOn(Arrival arrival, Command command, Envelope envelope) {
        String name = envelope.sender().address().value();
        if (envelope.conversation() instanceof Conversation.Direct(Address recipient)
                && recipient.network().equals(context.network())) {
            return local.say(envelope, recipient)
                    .compose(failure -> answer(failure, name, arrival, command));
        }
        rooms.enter(envelope);
        return context.hub()
                .accept(envelope)
                .compose(
                        acceptance ->
                                switch (acceptance) {
                                    case Acceptance.Accepted _ -> show(envelope);
                                    case Acceptance.Dropped(var why) ->
                                            envelope.event() instanceof Event.Profile
                                                    ? show(envelope)
                                                    : rooms.dropped(envelope, why);
                                    case Acceptance.Rejected(var failure) ->
                                            answer(failure, name, arrival, command);
                                });
    }

    private Future<Void> show(Envelope envelope) {
        return envelope.event() instanceof Event.Profile profile
                ? profiles.show(envelope, profile).mapEmpty()
                : rooms.show(envelope);
    }

    private Future<Void> answer(
            @Nullable Failure failure, String name, Arrival arrival, Command command) {
        return failure == null
                ? Future.succeededFuture()
                : refusals.tell(name, arrival, id(arrival, command), failure);
    }

    private static @Nullable String id(Arrival arrival, Command command) {
        return command.id() == null ? arrival.tags().id() : command.id();
    }

    private Future<Void> presence(Arrival arrival, String name) {
        if (!ids.isNative(name)) {
            // A ghost's state, published by ourselves.
            return Future.succeededFuture();
        }
        Participant sender = sender(name);
        if (sender == null) {
            return refusals.drop(arrival, "'" + name + "' is no name of an MQTT user");
        }
        try {
            PresencePayload payload = PresencePayload.read(arrival, config.payloadBytes());
            sender = named(sender, payload.name());
            return report(sender, new Conversation.Everyone(), payload.presence());
        } catch (InvalidValue e) {
            return refusals.tell(name, arrival, null, e.toFailure());
        }
    }

    private Future<Void> typing(Arrival arrival, String name, String to) {
        Participant sender = sender(name);
        if (sender == null) {
            return Future.succeededFuture();
        }
        try {
            Address target = ids.any(to);
            Event typing = TypingPayload.read(arrival, config.payloadBytes());
            sender = named(sender, null);
            if (target.isRoom()) {
                Envelope envelope =
                        Envelope.of(
                                sender, new Conversation.Room(target), null, Instant.now(), typing);
                return context.hub().accept(envelope).compose(_ -> rooms.show(envelope));
            }
            Conversation direct = new Conversation.Direct(target);
            return target.network().equals(context.network())
                    ? local.say(Envelope.of(sender, direct, null, Instant.now(), typing), target)
                            .mapEmpty()
                    : report(sender, direct, typing);
        } catch (InvalidValue e) {
            return refusals.tell(name, arrival, null, e.toFailure());
        }
    }

    private Future<Void> report(Participant sender, Conversation where, Event event) {
        NativeId none = null;
        return context.hub()
                .accept(Envelope.of(sender, where, none, Instant.now(), event))
                .mapEmpty();
    }

    /// The person that the topic names, or null if it is none: a ghost's id, or no name at all.
    private @Nullable Participant sender(String name) {
        try {
            return Participant.of(ids.own().person(name));
        } catch (InvalidValue _) {
            return null;
        }
    }

    /// The same person by the name they gave, now or before.
    private Participant named(Participant sender, @Nullable String name) {
        String id = sender.address().value();
        if (name != null && !name.isBlank()) {
            names.put(id, name);
        }
        return new Participant(sender.address(), names.get(id));
    }

    /// The convention's own subscriptions.
    static List<Subscription> subscriptions(MqttTopics topics) {
        return topics.filters().stream()
                .map(filter -> new Subscription(filter, filter.endsWith("/presence")))
                .toList();
    }
}
