package io.parlance.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The links that were asked for, kept until they are agreed to, refused, or too old. Durable. Any
/// thread.
final class Proposals {
    private static final String PREFIX = "proposal:";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final StateStore store;
    private final Clock clock;

    Proposals(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Keeps a proposal, new or changed.
    Future<Void> keep(Proposal proposal) {
        return store.put(PREFIX + proposal.code(), stored(proposal));
    }

    Future<Void> remove(Proposal proposal) {
        return store.remove(PREFIX + proposal.code());
    }

    /// The proposal of this code; empty if there is none, or it lapsed.
    Future<Optional<Proposal>> find(String code) {
        return store.get(PREFIX + code)
                .map(found -> found.map(Proposals::read).filter(it -> !lapsed(it)));
    }

    /// All that can still be agreed to; those that lapsed are forgotten.
    Future<List<Proposal>> all() {
        return store.list(PREFIX)
                .map(
                        found -> {
                            List<Proposal> all = new ArrayList<>();
                            for (String each : found.values()) {
                                Proposal proposal = read(each);
                                if (lapsed(proposal)) {
                                    remove(proposal);
                                } else {
                                    all.add(proposal);
                                }
                            }
                            return all;
                        });
    }

    private boolean lapsed(Proposal proposal) {
        return !clock.instant().isBefore(proposal.until());
    }

    private static String stored(Proposal it) {
        ObjectNode json = JSON.createObjectNode();
        json.put("code", it.code());
        json.set("by", json(it.by()));
        json.put("name", it.byName());
        ArrayNode rooms = json.putArray("rooms");
        ArrayNode agreed = json.putArray("agreed");
        it.rooms().forEach(room -> rooms.add(json(room)));
        it.agreed().forEach(room -> agreed.add(json(room)));
        json.put("until", it.until().toEpochMilli());
        return json.toString();
    }

    private static JsonNode json(Address address) {
        return JSON.createArrayNode()
                .add(address.network().name())
                .add(address.kind().name())
                .add(address.value());
    }

    private static Proposal read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Proposal(
                    json.path("code").asText(),
                    address(json.path("by")),
                    json.path("name").asText(),
                    addresses(json.path("rooms")),
                    new HashSet<>(addresses(json.path("agreed"))),
                    Instant.ofEpochMilli(json.path("until").asLong()));
        } catch (IOException e) {
            throw new UncheckedIOException("A proposal that cannot be read", e);
        }
    }

    private static List<Address> addresses(JsonNode list) {
        List<Address> addresses = new ArrayList<>();
        list.forEach(each -> addresses.add(address(each)));
        return addresses;
    }

    private static Address address(JsonNode parts) {
        return new Address(
                new NetworkId(parts.path(0).asText()),
                Address.Kind.valueOf(parts.path(1).asText()),
                parts.path(2).asText());
    }
}
