package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.LinkState;
import io.parlance.spi.Support;
import io.vertx.core.Context;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// MQTT as a network: puts the parts together and routes between the hub, the link and the devices.
final class MqttAdapter implements Adapter, LinkListener {
    private final AdapterContext context;
    private final MqttConfig config;
    private final MqttAddresses addresses;
    private final MqttIds ids;
    private final MqttCodec codec;
    private final Devices devices;
    private final RoomMeta meta;
    private final RoomTalk rooms;
    private final Profiles profiles;
    private final InlineCopies copies;
    private final Reception reception;
    private final DeviceReception deviceReception;
    private final MqttLink link;

    /// An adapter that waits for [#start()].
    MqttAdapter(AdapterContext context, MqttConfig config, Backoff backoff) {
        this.context = context;
        this.config = config;
        this.addresses = new MqttAddresses(context.network());
        this.ids = new MqttIds(addresses, context.networks());
        MqttTopics topics = MqttTopics.of(config.realm());
        this.codec = new MqttCodec(topics, ids);
        this.devices = new Devices(config.devices());
        Context own = context.vertx().getOrCreateContext();
        List<Subscription> subscriptions = new ArrayList<>(Reception.subscriptions(topics));
        subscriptions.addAll(devices.subscriptions());
        this.link = new MqttLink(config, subscriptions, backoff, own, this);
        RoomNotes notes = new RoomNotes(context, ids);
        RoomMetaJson json = new RoomMetaJson(context, ids, codec.json(), notes, config.staff());
        this.meta = new RoomMeta(context, own, topics, ids, notes, json, link::publish);
        this.profiles = new Profiles(context.store(), topics, ids, codec.json(), link::publish);
        this.copies = new InlineCopies(context.media(), config.inlineOut());
        Reflector reflector = new Reflector(context.vertx(), link::publish);
        this.rooms = new RoomTalk(context, codec, reflector, meta);
        LocalTalk local = new LocalTalk(this::deliver);
        Refusals refusals = new Refusals(topics, link::publish);
        this.reception =
                new Reception(
                        context,
                        config,
                        topics,
                        ids,
                        codec,
                        refusals,
                        rooms,
                        local,
                        new Rights(config.staff(), notes),
                        profiles,
                        new InlineFiles(context.media(), own, config.inlineIn()));
        this.deviceReception = new DeviceReception(context, config, ids, rooms, local);
    }

    @Override
    public Capabilities capabilities() {
        Map<Feature, Support> support = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            support.put(feature, Support.FULL);
        }
        return new Capabilities(support, Limits.TEXT_BYTES);
    }

    @Override
    public AddressSpace addresses() {
        return addresses;
    }

    @Override
    public Future<Void> start() {
        for (Device device : config.devices()) {
            Device.Says says = device.says();
            try {
                if (says != null) {
                    ids.any(says.to());
                }
            } catch (InvalidValue e) {
                return Future.failedFuture(
                        "device '" + device.name() + "': `to`: " + e.getMessage());
            }
        }
        return meta.load().onSuccess(_ -> link.start());
    }

    @Override
    public Future<Void> stop() {
        return link.stop();
    }

    @Override
    public Future<Void> arrived(Arrival arrival) {
        List<Device> speaking = devices.on(arrival.topic());
        return speaking.isEmpty()
                ? reception.take(arrival)
                : deviceReception.take(arrival, speaking);
    }

    @Override
    public void changed(LinkState state) {
        context.hub().linkChanged(context.network(), state);
        if (state.open()) {
            meta.refreshAll();
        }
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        try {
            Device device = device(delivery);
            return device == null ? toPeople(delivery) : toDevice(delivery, device);
        } catch (InvalidValue e) {
            return Future.succeededFuture(new Outcome.Refused(e.toFailure()));
        } catch (RuntimeException e) {
            return Future.succeededFuture(MqttErrors.unsent(e));
        }
    }

    private @Nullable Device device(Delivery delivery) {
        return delivery.target() instanceof Conversation.Direct(Address recipient)
                ? devices.named(recipient.value())
                : null;
    }

    private Future<Outcome> toDevice(Delivery delivery, Device device) {
        Envelope envelope = delivery.envelope();
        if (!(envelope.event() instanceof Event.Message)) {
            return Future.succeededFuture(Outcome.delivered());
        }
        Device.Hears hears = device.hears();
        if (hears == null) {
            Failure failure =
                    Failure.certain(
                            FailureReason.UNSUPPORTED,
                            device.name() + " is a device that takes no commands.",
                            "device " + device.name() + " has no `out`");
            return Future.succeededFuture(new Outcome.Refused(failure));
        }
        String sender = ids.id(envelope.sender().address());
        Publication command = DeviceCodec.command(hears, envelope, sender, delivery.key());
        return command == null
                ? Future.succeededFuture(Outcome.delivered())
                : link.publish(command).map(outcome -> identified(delivery, outcome));
    }

    private Future<Outcome> toPeople(Delivery delivery) {
        Event event = delivery.envelope().event();
        if (delivery.target() instanceof Conversation.Room(Address room)) {
            meta.happened(room, event);
            putOut(room, event);
        }
        if (event instanceof Event.Profile profile) {
            return profiles.show(delivery.envelope(), profile)
                    .recover(
                            fault ->
                                    Future.succeededFuture(
                                            MqttErrors.unsent(new IllegalStateException(fault))));
        }
        if (pointsNowhere(event)) {
            return Future.succeededFuture(Outcome.delivered());
        }
        if (isOver(event)) {
            return Future.succeededFuture(MqttErrors.vanished());
        }
        List<Attachment> wanted = copies.wanted(event);
        return wanted.isEmpty()
                ? publish(delivery, Map.of())
                : copies.of(wanted).compose(contents -> publish(delivery, contents));
    }

    private Future<Outcome> publish(Delivery delivery, Map<Attachment, String> contents) {
        List<Publication> publications = codec.publications(delivery, contents);
        if (publications.size() == 1) {
            return link.publish(publications.getFirst())
                    .map(outcome -> identified(delivery, outcome));
        }
        Future<Outcome> last = Future.succeededFuture(Outcome.delivered());
        for (Publication publication : publications) {
            Future<Outcome> sent = link.publish(publication);
            last = last.compose(first -> worse(first, sent));
        }
        return last.map(outcome -> identified(delivery, outcome));
    }

    private void putOut(Address room, Event event) {
        if (event instanceof Event.Membership(var change, var subject, _)
                && (change == Change.KICK || change == Change.BAN)
                && subject.address().network().equals(context.network())) {
            rooms.putOut(subject.address(), room);
        }
    }

    private static boolean isOver(Event event) {
        return event instanceof Event.Message message
                && message.expires() != null
                && message.expires().isBefore(Instant.now());
    }

    private static Future<Outcome> worse(Outcome first, Future<Outcome> second) {
        return first instanceof Outcome.Delivered ? second : second.map(_ -> first);
    }

    /// A receipt for a message that its writer gave no id says nothing to the writer.
    private static boolean pointsNowhere(Event event) {
        return event instanceof Event.Receipt(MessageRef target, _) && target.nativeId() == null;
    }

    private Outcome identified(Delivery delivery, Outcome outcome) {
        return outcome instanceof Outcome.Delivered
                        && delivery.envelope().event() instanceof Event.Message
                ? Outcome.delivered(codec.idOf(delivery))
                : outcome;
    }
}
