package io.parlance.adapter.mail;

import io.parlance.spi.StateStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Remembers each conversation's thread in the state store, by a digest of the two addresses.
/// Bounded: what was not used for half a year goes, and above a number of threads the oldest go
/// first.
final class MailThreads {
    private static final Logger LOG = LoggerFactory.getLogger(MailThreads.class);
    private static final String PREFIX = "thread/";
    private static final int MOST = 20_000;
    private static final int LOOK_EVERY = 1_000;
    private static final int DAYS = 180;

    private final StateStore store;
    private final AtomicInteger writes = new AtomicInteger();

    MailThreads(StateStore store) {
        this.store = store;
    }

    /// The key of the conversation between one of our addresses and a person; of a room, with
    /// itself.
    static String key(String ours, String other) {
        return PREFIX + MessageIds.digest(ours + " " + other).substring(0, 26);
    }

    /// The key of one thread in a conversation, by its first mail.
    static String key(String ours, String other, String root) {
        return key(ours + " " + other, root);
    }

    /// The thread of a conversation, if it has one.
    Optional<MailThread> of(String key) throws IOException, InterruptedException {
        return Await.result(store.get(key))
                .map(value -> MailThread.parse(value.substring(value.indexOf(' ') + 1)));
    }

    /// Remembers how a conversation's thread goes on.
    void keep(String key, MailThread thread) throws IOException, InterruptedException {
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        Await.result(store.put(key, today + " " + thread.toText()));
        if (writes.incrementAndGet() % LOOK_EVERY == 0) {
            forgetOld();
        }
    }

    /// Removes what is too old or too much.
    void forgetOld() throws IOException, InterruptedException {
        Map<String, String> all = Await.result(store.list(PREFIX));
        long oldest = LocalDate.now(ZoneOffset.UTC).toEpochDay() - DAYS;
        int surplus = Math.max(0, all.size() - MOST);
        var byAge =
                all.entrySet().stream()
                        .sorted((a, b) -> Long.compare(day(a.getValue()), day(b.getValue())))
                        .toList();
        int removed = 0;
        for (var entry : byAge) {
            if (removed >= surplus && day(entry.getValue()) >= oldest) {
                break;
            }
            Await.result(store.remove(entry.getKey()));
            removed++;
        }
        if (removed > 0) {
            LOG.info("Forgot {} old mail threads", removed);
        }
    }

    private static long day(String value) {
        int blank = value.indexOf(' ');
        return blank > 0 && value.substring(0, blank).matches("\\d{1,9}")
                ? Long.parseLong(value.substring(0, blank))
                : 0;
    }
}
