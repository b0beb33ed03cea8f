package io.parlance.command;

import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.parlance.spi.Support;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// The bot's network: what is delivered to it is a command, and the answer is reported to the hub
/// as any adapter reports a message. The answer's id is the delivery's key, so a command that is
/// delivered twice is answered once. It answers people only: never a notice, as another bot's
/// answers are.
public final class BotAdapter implements Adapter {
    private static final Logger LOG = LoggerFactory.getLogger(BotAdapter.class);
    private static final AddressSpace ADDRESSES = new BotAddresses();

    private final Hub hub;
    private final CommandLine lines;
    private final Desk desk;

    /// A bot that reads by `lines` and has `desk` do it.
    public BotAdapter(Hub hub, CommandLine lines, Desk desk) {
        this.hub = hub;
        this.lines = lines;
        this.desk = desk;
    }

    @Override
    public Capabilities capabilities() {
        Map<Feature, Support> support = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            // What is no message is nothing to a bot; what belongs to one comes as its text.
            support.put(feature, Support.DROPPED);
        }
        support.put(Feature.FORMATTING, Support.FALLBACK);
        support.put(Feature.ATTACHMENT, Support.FALLBACK);
        support.put(Feature.REPLY, Support.FALLBACK);
        return new Capabilities(support, Limits.TEXT_BYTES);
    }

    @Override
    public AddressSpace addresses() {
        return ADDRESSES;
    }

    @Override
    public Future<Void> start() {
        hub.linkChanged(GatewayBot.NETWORK, new LinkState.Up());
        return Future.succeededFuture();
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        Envelope envelope = delivery.envelope();
        if (!(envelope.event() instanceof Event.Message message)
                || message.style() == Event.Style.NOTICE
                || GatewayBot.is(envelope.sender().address())) {
            return Future.succeededFuture(Outcome.delivered());
        }
        NativeId id = new NativeId(GatewayBot.NETWORK, delivery.key());
        return answer(delivery, message.body().text())
                .compose(text -> hub.accept(answer(delivery, id, text)))
                .map(BotAdapter::outcome)
                .otherwise(
                        fault ->
                                Outcome.deferred(
                                        new InvalidValue(
                                                        FailureReason.INTERNAL,
                                                        "The bot could not answer now.")
                                                .toFailure()));
    }

    private static Outcome outcome(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted _, Acceptance.Dropped _ -> Outcome.delivered();
            case Acceptance.Rejected(var failure) -> new Outcome.Refused(failure);
        };
    }

    /// What the asker is told, whatever becomes of the command.
    private Future<String> answer(Delivery delivery, String text) {
        Envelope envelope = delivery.envelope();
        boolean inRoom = delivery.target() instanceof Conversation.Room;
        Asker asker =
                new Asker(
                        envelope.sender(),
                        delivery.target() instanceof Conversation.Room(var room) ? room : null);
        if (envelope.sender().isUnverified()) {
            return Future.succeededFuture(
                    "Your own mail server does not vouch for your address (DKIM, SPF), so I cannot"
                            + " know that it is you, and do nothing.");
        }
        return Future.succeededFuture(text)
                .map(it -> inRoom ? lines.inRoom(it) : lines.direct(it))
                .compose(
                        command -> {
                            LOG.info("{} gives the command {}", asker.address(), command.verb());
                            return desk.answer(asker, command, envelope.id());
                        })
                .otherwise(BotAdapter::told);
    }

    private static String told(Throwable fault) {
        if (fault instanceof InvalidValue refusal) {
            return String.valueOf(refusal.getMessage());
        }
        LOG.error("A command failed", fault);
        return "That failed in the gateway itself; its operator finds the reason in the log.";
    }

    private static Envelope answer(Delivery delivery, NativeId id, String text) {
        Envelope asked = delivery.envelope();
        Conversation where =
                delivery.target() instanceof Conversation.Room room
                        ? room
                        : new Conversation.Direct(asked.sender().address());
        return Envelope.of(
                GatewayBot.PARTICIPANT,
                where,
                id,
                Instant.now(),
                new Event.Message(
                        Notices.body(text), Event.Style.NOTICE, MessageRef.to(asked.id())));
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
