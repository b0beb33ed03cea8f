package io.parlance.adapter.matrix;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Transactions one after the other, in the order in which the homeserver made them.
///
/// COMPAT: when an outage ends, Synapse 1.160 can pass over a transaction that it made at that
/// moment, until the next outage, and can send a new one while it repeats an older one. It numbers
/// them one after the other, so a gap is seen: what comes behind it is refused once, which makes
/// Synapse send from the oldest on. If it sends the same again, the missing numbers are another
/// application service's, and from then on the order of arrival counts.
///
/// Any thread.
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final long UNKNOWN = -1;

    private final Set<Long> refused = new HashSet<>();
    private Future<Void> last = Future.succeededFuture();
    private long begun = UNKNOWN;
    private boolean gapless = true;

    /// This transaction was done in an earlier run.
    synchronized void known(String id) {
        begun = Math.max(begun, number(id));
    }

    /// Does `work` when it is its turn; fails if that is not now.
    synchronized Future<Void> take(String id, Supplier<Future<Void>> work) {
        long number = number(id);
        if (gapless && begun != UNKNOWN && number > begun + 1) {
            if (refused.add(number)) {
                LOG.info("Transaction {} came after {}: asking for what is between", id, begun);
                return Future.failedFuture(
                        "Transaction " + (begun + 1) + " is missing; send from it on.");
            }
            LOG.debug("Nothing is between {} and {}", begun, id);
            gapless = false;
        }
        refused.clear();
        begun = Math.max(begun, number);
        last = last.otherwiseEmpty().compose(_ -> work.get());
        return last.onFailure(_ -> again(number));
    }

    /// It will be repeated, and comes before all that follow it.
    private synchronized void again(long number) {
        if (number != UNKNOWN) {
            begun = Math.min(begun, number - 1);
        }
    }

    private static long number(String id) {
        boolean numeric = !id.isEmpty() && id.length() < 19;
        return numeric && id.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(id)
                : UNKNOWN;
    }
}
