package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.LinkState;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One adapter on trial: between Alice of its network, who is real, and Carol of another one, whom
/// only her ghost stands for.
final class Trial implements AutoCloseable {
    /// What stands in the place of a password that should not work.
    static final String WRONG = "n0t-the-pa55word";

    private static final List<String> SECRETS =
            List.of(
                    "XMPP_COMPONENT_SECRET",
                    "MATRIX_AS_TOKEN",
                    "MQTT_GATEWAY_PASSWORD",
                    "MAIL_GATEWAY_PASSWORD");

    private final Surroundings surroundings = new Surroundings();
    private @Nullable Workshop workshop;
    private @Nullable NetworkId network;
    private @Nullable Testee testee;

    void begin(Workshop where, NetworkId name) {
        workshop = where;
        network = name;
    }

    Workshop workshop() {
        return there(workshop);
    }

    private NetworkId network() {
        return there(network);
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Call begin() first.");
        }
        return value;
    }

    /// The adapter, started when first asked for, and again after [#dismiss()].
    Testee testee() {
        try {
            if (testee == null) {
                Testee fresh =
                        new Testee(
                                workshop().newFolder(),
                                workshop().env(),
                                network(),
                                surroundings,
                                it -> it);
                testee = fresh;
                fresh.start();
            }
            // Also later: a test before may have broken the link.
            testee.hub.awaitState(LinkState.Up.class);
            return testee;
        } catch (Exception e) {
            throw new AssertionError("The adapter of " + network() + " did not come up", e);
        }
    }

    /// Stops the adapter for good.
    void dismiss() throws InterruptedException {
        if (testee != null) {
            testee.close();
            testee = null;
        }
    }

    /// An adapter with wrong credentials, to be started.
    Testee stranger() throws Exception {
        LabEnv env = workshop().env();
        return new Testee(
                workshop().newFolder(),
                env,
                network(),
                new Surroundings(),
                yaml -> {
                    String edited = yaml;
                    for (String secret : SECRETS) {
                        edited = edited.replace(": " + env.get(secret) + "\n", ": " + WRONG + "\n");
                    }
                    return edited;
                });
    }

    /// Alice's client.
    Probe person() throws Exception {
        return workshop().person(network().name());
    }

    /// Alice's address.
    Address personAddress() throws Exception {
        return testee().parse(network(), person().address());
    }

    private String otherNetwork() {
        return network().name().equals("matrix") ? "xmpp" : "matrix";
    }

    private String carol() {
        return otherNetwork().equals("matrix") ? "@carol:hs.test" : "carol@xmpp.test";
    }

    /// Carol's ghost, as this network spells it.
    String ghost() {
        return GhostSpelling.of(otherNetwork(), carol(), network().name());
    }

    /// A text that was never said before.
    String text(String words) {
        return words + " " + UUID.randomUUID();
    }

    /// A text of exactly so many bytes in lines of words, in two alphabets, that ends with `end`.
    String longText(int bytes) {
        StringBuilder text = new StringBuilder();
        int size = 0;
        for (int line = 0; size < bytes - 100; line++) {
            String next = "Zeile %05d äöü mit Wörtern, und nicht zu lang\n".formatted(line);
            text.append(next);
            size += next.getBytes(StandardCharsets.UTF_8).length;
        }
        return text.append("x".repeat(bytes - size - 4)).append(" end").toString();
    }

    /// What Carol writes to Alice.
    Delivery message(String text, int attempt) throws Exception {
        return delivery(testee(), Event.Message.of(text), personAddress(), Set.of(), attempt);
    }

    /// What Carol writes to somebody.
    Delivery messageTo(Address recipient, String text) {
        return delivery(testee(), Event.Message.of(text), recipient, Set.of(), 1);
    }

    /// What Carol writes to Alice by an adapter that is not the one on trial.
    Delivery messageBy(Testee other, String text) throws Exception {
        Address alice = other.parse(network(), person().address());
        return delivery(other, Event.Message.of(text), alice, Set.of(), 1);
    }

    /// A signal of Carol's to Alice, or to those who watch her.
    Delivery signal(Event signal, Set<Address> watchers) throws Exception {
        return delivery(testee(), signal, personAddress(), watchers, 1);
    }

    /// The same delivery, tried again.
    Delivery again(Delivery delivery) {
        return new Delivery(
                delivery.envelope(),
                delivery.destination(),
                delivery.target(),
                delivery.audience(),
                delivery.attempt() + 1);
    }

    private Delivery delivery(
            Testee by, Event event, Address recipient, Set<Address> audience, int attempt) {
        NetworkId other = new NetworkId(otherNetwork());
        Participant carol = new Participant(by.parse(other, carol()), "Carol");
        boolean presence = event instanceof Event.Presence;
        Conversation target =
                presence ? new Conversation.Everyone() : new Conversation.Direct(recipient);
        NativeId id =
                event instanceof Event.Message
                        ? new NativeId(other, "$" + UUID.randomUUID())
                        : null;
        Envelope envelope =
                Envelope.of(carol, target, id, Instant.now(), event)
                        .withTrail(List.of(new Hop("contract", other.name())));
        return new Delivery(envelope, network(), target, presence ? audience : Set.of(), attempt);
    }

    /// Delivers, and says under which id the network has it.
    NativeId delivered(Delivery delivery) throws InterruptedException {
        Outcome outcome = testee().deliver(delivery);
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        return ((Outcome.Delivered) outcome).nativeIds().getFirst();
    }

    /// Waits until Alice sees a message.
    Seen awaitSeen(String text) throws Exception {
        return person().sightings().await(text, seen -> seen.says(text), Testee.PATIENCE);
    }

    @Override
    public void close() {
        try {
            dismiss();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
