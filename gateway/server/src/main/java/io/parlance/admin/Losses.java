package io.parlance.admin;

import io.parlance.model.Address;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Foretells, from the networks' capabilities, what rooms will lose. Pure.
final class Losses {
    private Losses() {}

    /// What `rooms` lose once they are linked, by what can be expressed in each of them.
    static LossView of(Collection<Address> rooms, Function<Address, Capabilities> capabilities) {
        Map<String, Capabilities> there = new LinkedHashMap<>();
        rooms.stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(room -> there.put(room.toString(), capabilities.apply(room)));
        List<LossView.Feature> features = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            features.add(feature(feature, there));
        }
        addBounds(there, features);
        return new LossView(List.copyOf(there.keySet()), features);
    }

    private static LossView.Feature feature(Feature feature, Map<String, Capabilities> there) {
        Map<String, String> words = new LinkedHashMap<>();
        boolean kept = true;
        for (Map.Entry<String, Capabilities> room : there.entrySet()) {
            Support support = room.getValue().of(feature);
            words.put(room.getKey(), word(support));
            kept &= support == Support.FULL;
        }
        return new LossView.Feature(name(feature), words, kept ? "" : hint(feature));
    }

    private static void addBounds(
            Map<String, Capabilities> there, List<LossView.Feature> features) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        boolean bounded = false;
        for (Map.Entry<String, Capabilities> room : there.entrySet()) {
            Capabilities.Bounds bounds = room.getValue().bounds();
            texts.put(room.getKey(), size(bounds.textBytes()));
            files.put(
                    room.getKey(),
                    bounds.attachmentBytes() == Long.MAX_VALUE
                            ? "any"
                            : size(bounds.attachmentBytes()));
            bounded |= bounds.attachmentBytes() != Long.MAX_VALUE;
        }
        features.add(
                new LossView.Feature(
                        "longest text", texts, "a longer one is refused, with the limit"));
        features.add(
                new LossView.Feature(
                        "largest file", files, bounded ? "a larger one becomes a link" : ""));
    }

    private static String word(Support support) {
        return switch (support) {
            case FULL -> "kept";
            case PARTIAL -> "partly";
            case FALLBACK -> "as text";
            case DROPPED -> "left out";
            case REJECTED -> "refused";
        };
    }

    private static String size(long bytes) {
        return bytes < 1024 * 1024 ? bytes / 1024 + " KiB" : bytes / (1024 * 1024) + " MiB";
    }

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
            case ROOM_CHANGE -> "name and topic";
            case ROOM_AVATAR -> "room picture";
            case PROFILE -> "names and pictures";
            case PRESENCE -> "presence";
            case TYPING -> "typing notices";
            case DELIVERED_RECEIPT -> "delivery receipts";
            case DISPLAYED_RECEIPT -> "read receipts";
            case DELIVERY_FAILURE -> "failure notices";
        };
    }

    /// What is seen where it is not kept.
    private static String hint(Feature feature) {
        return switch (feature) {
            case FORMATTING -> "plain text; spoilers are announced";
            case EMOTE -> "* Name does something";
            case REPLY -> "a line is quoted above the answer";
            case THREAD -> "the messages answer the first one, or stand alone";
            case EDIT -> "the new text comes again, after ✏️";
            case RETRACTION -> "a notice; the message stays there";
            case REACTION -> "a notice: reacted 👍 to «…»";
            case ATTACHMENT -> "a link to the file";
            case VOICE -> "a sound file";
            case STICKER -> "a picture";
            case LOCATION -> "a geo: link";
            case EXPIRY -> "the time is told; the message stays there";
            case MEMBERSHIP -> "a notice, or nothing";
            case ROLE -> "a notice, or nothing";
            case ROOM_CHANGE -> "a notice";
            case ROOM_AVATAR -> "a notice with a link";
            case PROFILE -> "the old name and picture stay";
            case PRESENCE -> "nobody sees who is there";
            case TYPING -> "nobody sees who writes";
            case DELIVERED_RECEIPT -> "it is not told that a message arrived";
            case DISPLAYED_RECEIPT -> "it is not told that a message was seen";
            case DELIVERY_FAILURE -> "a notice";
        };
    }
}
