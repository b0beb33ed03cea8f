package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Between the convention's messages and envelopes. Pure; any thread.
final class MqttCodec {
    private static final Duration TYPING_LIFE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration OFFLINE_LIFE = Duration.ofDays(1);

    private final MqttTopics topics;
    private final MqttIds ids;
    private final MessageIds messages;
    private final EventJson json;
    private final CommandEvents events;

    /// Reads and writes the topics of one realm.
    MqttCodec(MqttTopics topics, MqttIds ids) {
        this.topics = topics;
        this.ids = ids;
        this.messages = new MessageIds(ids.own().network());
        this.json = new EventJson(ids, messages);
        this.events = new CommandEvents(messages, ids);
    }

    /// How events are shown.
    EventJson json() {
        return json;
    }

    /// The envelope that a command means.
    ///
    /// @param sender who wrote it, by the topic
    /// @param place the room or person it was written to
    /// @throws io.parlance.model.InvalidValue in words for the sender
    Envelope envelope(Command command, Participant sender, Conversation place, Instant now) {
        Event event = events.event(command, sender, now);
        checkPlace(event, place);
        Conversation where = event instanceof Event.Profile ? new Conversation.Everyone() : place;
        EnvelopeId id = EnvelopeId.next();
        return new Envelope(
                id,
                ids.own().network(),
                sender,
                where,
                nativeIds(command, sender, where, id),
                now,
                command.trail(),
                event);
    }

    private static void checkPlace(Event event, Conversation where) {
        boolean inRoom = where instanceof Conversation.Room;
        if (event instanceof Event.Subscription && inRoom) {
            throw Json.invalid("type", "subscribe and unsubscribe are written to a person");
        }
        boolean aboutRoom =
                event instanceof Event.Membership
                        || event instanceof Event.RoleChange
                        || event instanceof Event.RoomChange
                        || (event instanceof Event.Retraction(_, _, var byModerator)
                                && byModerator);
        if (aboutRoom && !inRoom) {
            throw Json.invalid(
                    "type",
                    "join, leave, invite, kick, ban, unban, role, describe and a moderator's"
                            + " retract are written to a room");
        }
    }

    /// In a room everybody sees the message and may answer it, so there it has an id in any case.
    /// Without the client's own id, a repetition is not recognised.
    private List<NativeId> nativeIds(
            Command command, Participant sender, Conversation where, EnvelopeId id) {
        String name = sender.address().value();
        if (command.id() != null) {
            return List.of(messages.written(name, command.id()));
        }
        return where instanceof Conversation.Room
                ? List.of(messages.written(name, id.toString()))
                : List.of();
    }

    /// The id under which a delivered message is known here.
    NativeId idOf(Delivery delivery) {
        return messages.shown(delivery.key());
    }

    /// What to publish for a delivery; empty if it says nothing to people here.
    ///
    /// @param contents of files that travel within the message
    List<Publication> publications(Delivery delivery, Map<Attachment, String> contents) {
        Envelope envelope = delivery.envelope();
        return switch (delivery.target()) {
            case Conversation.Everyone _ -> List.of(presence(envelope));
            case Conversation.Direct(var recipient) ->
                    inConversation(
                            envelope,
                            delivery.target(),
                            id(delivery),
                            topics.personEvents(ids.id(recipient)),
                            contents);
            case Conversation.Room(var room) ->
                    inConversation(
                            envelope,
                            delivery.target(),
                            id(delivery),
                            topics.roomEvents(ids.id(room)),
                            contents);
        };
    }

    /// An event of this network's own people, shown to the others in the room.
    List<Publication> reflection(Envelope envelope, Address room) {
        NativeId id = envelope.nativeIds().isEmpty() ? null : envelope.nativeIds().getFirst();
        return inConversation(
                envelope,
                new Conversation.Room(room),
                id == null ? null : id.value(),
                topics.roomEvents(ids.id(room)),
                Map.of());
    }

    private static @Nullable String id(Delivery delivery) {
        return switch (delivery.envelope().event()) {
            case Event.Durable _ -> delivery.key();
            case Event.Ephemeral _ -> null;
        };
    }

    private List<Publication> inConversation(
            Envelope envelope,
            Conversation where,
            @Nullable String id,
            String topic,
            Map<Attachment, String> contents) {
        return switch (envelope.event()) {
            case Event.Message _, Event.Edit _ ->
                    List.of(durable(topic, envelope, where, id, contents));
            case Event.Retraction _,
                    Event.Reaction _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Linkage _ ->
                    List.of(durable(topic, envelope, where, id, Map.of()));
            case Event.Membership membership -> membership(envelope, membership, where, id, topic);
            case Event.DeliveryFailure _ -> List.of(failure(envelope, where, id));
            case Event.Typing _ ->
                    List.of(ephemeral(MqttTopics.typing(topic), envelope, where, TYPING_LIFE));
            case Event.Receipt _ ->
                    List.of(
                            ephemeral(
                                    where instanceof Conversation.Room ? topic + "/receipt" : topic,
                                    envelope,
                                    where,
                                    null));
            case Event.Presence _ -> List.of(presence(envelope));
            case Event.Subscription _ -> List.of();
        };
    }

    /// An invitation is told to the invited as well, who do not read the room yet.
    private List<Publication> membership(
            Envelope envelope,
            Event.Membership membership,
            Conversation where,
            @Nullable String id,
            String topic) {
        Publication shown = durable(topic, envelope, where, id, Map.of());
        Address subject = membership.subject().address();
        boolean told =
                where instanceof Conversation.Room
                        && subject.network().equals(ids.own().network())
                        && concernsOutsiders(membership.change());
        String personal = topics.personEvents(subject.value());
        return told
                ? List.of(shown, durable(personal, envelope, where, id, Map.of()))
                : List.of(shown);
    }

    /// What somebody must hear who does not read the room, or no longer.
    private static boolean concernsOutsiders(Event.Membership.Change change) {
        return switch (change) {
            case INVITE, KICK, BAN, UNBAN -> true;
            case JOIN, LEAVE -> false;
        };
    }

    private Publication failure(Envelope envelope, Conversation where, @Nullable String id) {
        Address writer =
                where instanceof Conversation.Direct(var recipient)
                        ? recipient
                        : envelope.sender().address();
        return durable(
                topics.reply(ids.id(writer)),
                envelope,
                new Conversation.Direct(writer),
                id,
                Map.of());
    }

    /// A person who does not listen now is written to again; a room may be empty.
    private Publication durable(
            String topic,
            Envelope envelope,
            Conversation where,
            @Nullable String id,
            Map<Attachment, String> contents) {
        byte[] payload = json.write(envelope, where, id, contents);
        Publication publication =
                new Publication(topic, payload, 1, false, tags(id, life(envelope.event())));
        boolean waits =
                where instanceof Conversation.Direct
                        && !(envelope.event() instanceof Event.DeliveryFailure);
        return waits ? publication.ifUnread(Publication.Unread.DEFER) : publication;
    }

    private Publication ephemeral(
            String topic, Envelope envelope, Conversation where, @Nullable Duration life) {
        return new Publication(
                topic, json.write(envelope, where, null), 0, false, tags(null, life));
    }

    /// Retained, so that who comes later sees it; that somebody is gone is forgotten after a day.
    private Publication presence(Envelope envelope) {
        boolean offline =
                envelope.event() instanceof Event.Presence(Event.Availability availability, _)
                        && availability == Event.Availability.OFFLINE;
        return new Publication(
                topics.presence(ids.id(envelope.sender().address())),
                json.write(envelope, new Conversation.Everyone(), null),
                1,
                true,
                tags(null, offline ? OFFLINE_LIFE : null));
    }

    /// A message that vanishes is of no use to whom the broker would send it later.
    private static @Nullable Duration life(Event event) {
        if (!(event instanceof Event.Message message) || message.expires() == null) {
            return null;
        }
        Duration left = Duration.between(Instant.now(), message.expires());
        return left.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : left;
    }

    /// Whence it came, and by which gateways, the JSON says.
    private static Publication.Tags tags(@Nullable String id, @Nullable Duration life) {
        return id == null && life == null
                ? Publication.Tags.JSON
                : new Publication.Tags("application/json", id, null, List.of(), life);
    }
}
