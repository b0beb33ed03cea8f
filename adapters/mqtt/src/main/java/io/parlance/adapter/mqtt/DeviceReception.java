package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What becomes of devices' payloads. A device reads no replies, so what is refused is told to the
/// operator. Runs on the adapter's context.
final class DeviceReception {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceReception.class);

    private final AdapterContext context;
    private final MqttConfig config;
    private final MqttIds ids;
    private final MessageIds messages;
    private final RoomTalk rooms;
    private final LocalTalk local;

    /// Wires the parts together.
    DeviceReception(
            AdapterContext context,
            MqttConfig config,
            MqttIds ids,
            RoomTalk rooms,
            LocalTalk local) {
        this.context = context;
        this.config = config;
        this.ids = ids;
        this.messages = new MessageIds(context.network());
        this.rooms = rooms;
        this.local = local;
    }

    /// Takes a payload for the devices on its topic.
    Future<Void> take(Arrival arrival, List<Device> devices) {
        List<Future<Void>> all = new ArrayList<>();
        for (Device device : devices) {
            try {
                all.add(take(arrival, device));
            } catch (InvalidValue e) {
                LOG.warn("Ignored from device {}: {}: {}", device.name(), arrival, e.getMessage());
            }
        }
        return all.isEmpty() ? Future.succeededFuture() : Future.all(all).mapEmpty();
    }

    private Future<Void> take(Arrival arrival, Device device) {
        Participant sender = new Participant(ids.own().person(device.name()), device.displayName());
        DevicePresence presence = device.presence();
        if (presence != null && presence.topic().equals(arrival.topic())) {
            var availability =
                    DeviceCodec.availability(presence, arrival.payload(), config.payloadBytes());
            if (availability != null) {
                Event event = new Event.Presence(availability, null);
                return context.hub()
                        .accept(
                                Envelope.of(
                                        sender,
                                        new Conversation.Everyone(),
                                        null,
                                        Instant.now(),
                                        event))
                        .mapEmpty();
            }
        }
        Device.Says says = device.says();
        if (says == null
                || !says.topic().equals(arrival.topic())
                || (arrival.retained() && !says.retained())) {
            return Future.succeededFuture();
        }
        DeviceCodec.Said said = DeviceCodec.said(says, arrival.payload(), config.payloadBytes());
        return said == null ? Future.succeededFuture() : say(arrival, sender, says, said);
    }

    private Future<Void> say(
            Arrival arrival, Participant sender, Device.Says says, DeviceCodec.Said said) {
        Address to = ids.any(says.to());
        String given = said.id() != null ? said.id() : arrival.tags().id();
        EnvelopeId id = EnvelopeId.next();
        NativeId nativeId =
                messages.written(sender.address().value(), given == null ? id.toString() : given);
        Envelope envelope =
                new Envelope(
                        id,
                        context.network(),
                        sender,
                        to.isRoom() ? new Conversation.Room(to) : new Conversation.Direct(to),
                        List.of(nativeId),
                        Instant.now(),
                        arrival.tags().trail(),
                        Event.Message.of(said.text()));
        if (!to.isRoom() && to.network().equals(context.network())) {
            return local.say(envelope, to).mapEmpty();
        }
        rooms.enter(envelope);
        return context.hub().accept(envelope).compose(answer -> taken(envelope, answer));
    }

    private Future<Void> taken(Envelope envelope, Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted _ -> rooms.show(envelope);
            case Acceptance.Dropped(var why) -> rooms.dropped(envelope, why);
            case Acceptance.Rejected(var failure) -> {
                LOG.warn(
                        "What device {} said was refused: {}",
                        envelope.sender().address().value(),
                        failure.text());
                yield Future.succeededFuture();
            }
        };
    }
}
