package io.parlance.adapter.mail;

import io.parlance.model.Limits;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// The first words of the newest mails, so that a mail about one of them can say which; and which
/// of them only change or mark another, so that who answers such a mail answers the one it is
/// about. In memory only: without it the thread still shows what is meant. Any thread.
final class Excerpts {
    private static final int MOST = 10_000;
    private static final int LENGTH = 40;

    private final Map<String, String> byId = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();

    /// Remembers what the mail with this Message-ID says.
    synchronized void keep(String id, String text) {
        String line = text.strip().lines().findFirst().orElse("").strip();
        if (!line.isEmpty()) {
            String words = line.length() <= LENGTH ? line : Limits.cut(line, LENGTH) + "\u2026";
            put(byId, id, words);
        }
    }

    /// Remembers that the mail `id` only changes or marks another.
    synchronized void about(String id, String target) {
        put(targets, id, target);
    }

    /// The mail that is meant by `id`: another, if it only changes or marks that.
    synchronized String meant(String id) {
        return targets.getOrDefault(id, id);
    }

    private static void put(Map<String, String> map, String id, String value) {
        map.put(id, value);
        if (map.size() > MOST) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /// The first words of a mail, or null if they are not known.
    synchronized @Nullable String of(String id) {
        return byId.get(id);
    }
}
