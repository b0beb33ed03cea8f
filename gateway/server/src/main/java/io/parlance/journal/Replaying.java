package io.parlance.journal;

import java.sql.SQLException;
import java.time.Instant;

/// Makes a dead letter pending again.
record Replaying(long delivery) implements Change<Boolean> {
    @Override
    public Boolean apply(Tables tables) throws SQLException {
        Instant now = Instant.now();
        boolean replayed = tables.deliveries.replay(delivery, now.toEpochMilli());
        if (replayed) {
            tables.traces.add(
                    DeliveryTable.seq(delivery), now, TraceStep.Step.ROUTED, null, "replayed");
        }
        return replayed;
    }
}
