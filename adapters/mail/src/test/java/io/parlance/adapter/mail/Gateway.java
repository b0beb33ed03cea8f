package io.parlance.adapter.mail;

import static org.awaitility.Awaitility.await;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Adapter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// An adapter in surroundings of memory, to be started and stopped by a test.
final class Gateway {
    static final Conversation.Direct ALICE =
            new Conversation.Direct(Address.person(Surroundings.MAIL, "alice@mail.test"));
    static final Conversation.Room LOBBY =
            new Conversation.Room(Address.room(Surroundings.MAIL, "lobby@gw.test"));

    final Vertx vertx = Vertx.vertx();
    final Surroundings around = new Surroundings();
    private @Nullable Adapter running;

    void start(Map<String, Object> settings) throws Exception {
        running = new MailAdapterProvider().create(around.context(vertx, settings));
        get(adapter().start());
    }

    private Adapter adapter() {
        return Objects.requireNonNull(running, "not started");
    }

    void startUp(Map<String, Object> settings) throws Exception {
        start(settings);
        awaitState("up");
    }

    void awaitState(String word) {
        await().atMost(Duration.ofSeconds(20)).until(() -> around.hub.state().equals(word));
    }

    void stop() throws Exception {
        get(adapter().stop());
    }

    Outcome deliver(Conversation target, String text) throws Exception {
        return deliver(target, Event.Message.of(text), 1);
    }

    Outcome deliver(Conversation target, Event event, int attempt) throws Exception {
        return deliver(envelope(target, event), target, attempt);
    }

    Outcome deliver(Envelope envelope, Conversation target, int attempt) throws Exception {
        return get(
                adapter()
                        .deliver(
                                new Delivery(
                                        envelope, Surroundings.MAIL, target, Set.of(), attempt)));
    }

    static Envelope envelope(Conversation target, Event event) {
        return Envelope.of(
                        new Participant(Surroundings.alice(), "Alíce"),
                        target,
                        new NativeId(Surroundings.XMPP, "x1"),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        event)
                .withTrail(List.of(new Hop("gw1", "xmpp")));
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        stop();
        get(vertx.close());
    }
}
