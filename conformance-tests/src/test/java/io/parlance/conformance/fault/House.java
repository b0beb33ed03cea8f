package io.parlance.conformance.fault;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.conformance.contract.Workshop;
import io.parlance.conformance.lab.GatewayProcess;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A gateway in the workshop, and what crosses it.
final class House implements AutoCloseable {
    /// How long anything may take on a busy machine.
    static final Duration PATIENCE = Duration.ofSeconds(40);

    static final List<String> ALL = List.of("xmpp", "matrix", "mqtt", "mail");

    private final Workshop workshop;
    private final GatewayProcess gateway;

    private House(Workshop workshop, GatewayProcess gateway) {
        this.workshop = workshop;
        this.gateway = gateway;
    }

    /// Starts a gateway for some networks, with a configuration that `edit` changed. People log in
    /// anew: they know nothing of gateways that were here before.
    static House open(
            Workshop workshop, String id, List<String> networks, UnaryOperator<String> edit)
            throws IOException {
        Map<String, String> values = new HashMap<>(workshop.env().values());
        values.put("PEERS", String.join(" ", networks));
        Path config = GatewayYaml.write(workshop.newFolder(), id, new LabEnv(values));
        Files.writeString(config, edit.apply(Files.readString(config)));
        return new House(workshop, GatewayProcess.start(config));
    }

    /// Starts a gateway for all networks and waits until it is connected.
    static House open(Workshop workshop) throws Exception {
        workshop.logOut();
        House house = open(workshop, "house", ALL, yaml -> yaml);
        house.gateway.awaitUp();
        return house;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    Probe person(String network) throws Exception {
        return workshop.person(network);
    }

    /// How the person of `who` is spelled on `viewer`.
    String ghost(String who, String viewer) throws Exception {
        return GhostSpelling.of(who, person(who).address(), viewer);
    }

    /// A text that was never said before.
    static String text(String words) {
        return words + " " + UUID.randomUUID();
    }

    /// The person of `from` writes to the person of `to`.
    ///
    /// @return the id that the sender's network gave it
    String tell(String from, String to, String text) throws Exception {
        return person(from).tell(ghost(to, from), text);
    }

    /// Waits until the person of `to` sees a message.
    Seen awaitSeen(String to, String text) throws Exception {
        try {
            return person(to).sightings().await(text, seen -> seen.says(text), PATIENCE);
        } catch (AssertionError missing) {
            throw new AssertionError(
                    missing.getMessage() + "\nThe outbox: " + outbox() + "\n" + gateway.log(),
                    missing);
        }
    }

    private String outbox() throws InterruptedException {
        try {
            return gateway.call("GET", "/api/v1/outbox", "").toString();
        } catch (IOException silent) {
            return silent.toString();
        }
    }

    /// Waits until the person of `who` is told of an error that says so.
    Seen awaitError(String who, String saying) throws Exception {
        return person(who)
                .sightings()
                .await(
                        "an error about " + saying,
                        seen -> seen.kind().equals("error") && seen.text().contains(saying),
                        PATIENCE);
    }

    /// A message crosses from `from` to `to`.
    void crosses(String from, String to) throws Exception {
        String text = text("from " + from + " to " + to);
        tell(from, to, text);
        awaitSeen(to, text);
    }

    /// Waits until a network's link is in a state, and says what the operator is told.
    String awaitLink(String network, String state) throws Exception {
        String[] advice = {""};
        gateway.awaitStatus(
                network + " " + state,
                status -> {
                    JsonNode link = link(status, network);
                    advice[0] = link.path("advice").asText();
                    return link.path("state").asText().equals(state);
                });
        return advice[0];
    }

    /// What the operator is told about a network's link now.
    String advice(String network) throws Exception {
        return link(gateway.call("GET", "/api/v1/status", ""), network).path("advice").asText();
    }

    private static JsonNode link(JsonNode status, String network) {
        for (JsonNode link : status.path("networks")) {
            if (link.path("name").asText().equals(network)) {
                return link;
            }
        }
        throw new AssertionError("No network " + network + " in " + status);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
