package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is lost between rooms, in words: for each room, what the others have and it has not. Pure.
final class Loss {
    private Loss() {}

    /// One line for each network among `rooms`; the same network twice counts once.
    static String between(Map<Address, Capabilities> rooms) {
        Map<NetworkId, Capabilities> networks = new TreeMap<>();
        rooms.forEach((room, can) -> networks.putIfAbsent(room.network(), can));
        if (networks.size() < 2) {
            return "All rooms are on one network: nothing is lost.";
        }
        List<String> lines = new ArrayList<>();
        lines.add("Of what people on the other networks do,");
        networks.forEach((network, can) -> lines.add("- " + line(network, can, networks)));
        return String.join("\n", lines);
    }

    private static String line(
            NetworkId network, Capabilities can, Map<NetworkId, Capabilities> all) {
        Map<Support, List<String>> lost = new TreeMap<>();
        for (Feature feature : Feature.values()) {
            boolean elsewhere =
                    all.entrySet().stream()
                            .anyMatch(
                                    it ->
                                            !it.getKey().equals(network)
                                                    && it.getValue().has(feature));
            if (elsewhere && can.of(feature) != Support.FULL) {
                lost.computeIfAbsent(can.of(feature), _ -> new ArrayList<>()).add(name(feature));
            }
        }
        List<String> parts = new ArrayList<>();
        lost.forEach((how, what) -> parts.add(how(how) + " " + String.join(", ", what)));
        return network + (parts.isEmpty() ? " shows everything" : " " + String.join("; ", parts));
    }

    private static String how(Support support) {
        return switch (support) {
            case REJECTED -> "refuses";
            case DROPPED -> "does not show";
            case FALLBACK -> "shows as text";
            case PARTIAL -> "shows in part";
            case FULL -> "shows";
        };
    }

    /// What people call it.
    private static String name(Feature feature) {
        return switch (feature) {
            case FORMATTING -> "formatting";
            case EMOTE -> "actions (/me)";
            case REPLY -> "replies";
            case THREAD -> "threads";
            case EDIT -> "edits";
            case RETRACTION -> "deletions";
            case REACTION -> "reactions";
            case ATTACHMENT -> "files";
            case VOICE -> "voice messages";
            case STICKER -> "stickers";
            case LOCATION -> "places";
            case EXPIRY -> "vanishing messages";
            case MEMBERSHIP -> "joins and leaves";
            case ROLE -> "roles";
            case ROOM_CHANGE -> "room names and topics";
            case ROOM_AVATAR -> "room pictures";
            case PROFILE -> "names and pictures of people";
            case PRESENCE -> "presence";
            case TYPING -> "who is typing";
            case DELIVERED_RECEIPT -> "delivery receipts";
            case DISPLAYED_RECEIPT -> "read markers";
            case DELIVERY_FAILURE -> "failure reports";
        };
    }
}
