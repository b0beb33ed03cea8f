package io.parlance.conformance.fault;

import io.parlance.conformance.contract.Workshop;
import io.parlance.conformance.probe.GhostSpelling;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was written to people whose server was away.
final class Written {
    private final Workshop workshop;
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> readers = new LinkedHashMap<>();

    Written(Workshop workshop) throws Exception {
        this.workshop = workshop;
        for (String network : House.ALL) {
            addresses.put(network, workshop.person(network).address());
        }
    }

    /// The person of `from` writes to the person of `to`, who is away.
    void tell(String from, String to) throws Exception {
        String text = House.text("from " + from + " while " + to + " was away");
        String ghost = GhostSpelling.of(to, String.valueOf(addresses.get(to)), from);
        workshop.person(from).tell(ghost, text);
        readers.put(text, to);
    }

    /// Waits until all of it was read.
    void arrives(House house) throws Exception {
        for (Map.Entry<String, String> each : readers.entrySet()) {
            house.awaitSeen(each.getValue(), each.getKey());
        }
        readers.clear();
    }
}
