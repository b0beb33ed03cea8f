package io.parlance.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them. People of one room live in several zones, so all times are UTC. Pure.
final class Times {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    /// Day and minute.
    static String text(Instant at) {
        return DAY.format(at);
    }

    /// The time of day to the second.
    static String ofDay(Instant at) {
        return TIME.format(at);
    }
}
