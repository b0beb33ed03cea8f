package io.parlance.journal;

import io.parlance.model.Failure;
import io.parlance.model.NativeId;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What is noted about an envelope or a delivery. Nobody waits for it: to lose it in a crash
/// repeats a delivery, under the same key.
sealed interface Mark extends Change<Boolean> {
    @Override
    default boolean urgent() {
        return false;
    }

    record Delivered(Pending delivery, List<NativeId> ids, long at, Unwritten unwritten)
            implements Mark {
        @Override
        public Boolean apply(Tables tables) throws SQLException {
            tables.deliveries.delivered(delivery, at, ids);
            long seq = DeliveryTable.seq(delivery.id());
            for (NativeId id : ids) {
                tables.nativeIds.add(id, seq);
            }
            return true;
        }

        @Override
        public void settled() {
            unwritten.removeDelivered(delivery, ids);
        }
    }

    record Deferred(Pending delivery, Failure failure, Instant at, Instant due) implements Mark {
        @Override
        public Boolean apply(Tables tables) throws SQLException {
            tables.deliveries.deferred(delivery, failure, due);
            tables.traces.add(
                    DeliveryTable.seq(delivery.id()),
                    at,
                    TraceStep.Step.DEFERRED,
                    delivery.destination().network(),
                    "try %d: %s, next at %s"
                            .formatted(delivery.attempts() + 1, failure.detail(), due));
            return true;
        }
    }

    record Dead(Pending delivery, Failure failure, Instant at, Unwritten unwritten)
            implements Mark {
        @Override
        public Boolean apply(Tables tables) throws SQLException {
            tables.deliveries.dead(delivery, failure, at.toEpochMilli());
            tables.traces.add(
                    DeliveryTable.seq(delivery.id()),
                    at,
                    TraceStep.Step.REFUSED,
                    delivery.destination().network(),
                    "try %d: %s %s"
                            .formatted(
                                    delivery.attempts() + 1, failure.reason(), failure.detail()));
            return true;
        }

        @Override
        public void settled() {
            unwritten.removeDead(delivery);
        }
    }

    record Noted(TraceStep step) implements Mark {
        @Override
        public Boolean apply(Tables tables) throws SQLException {
            long seq = tables.envelopes.seq(step.envelope());
            if (seq != 0) {
                tables.traces.add(seq, step.at(), step.step(), step.network(), step.detail());
            }
            return seq != 0;
        }
    }
}
