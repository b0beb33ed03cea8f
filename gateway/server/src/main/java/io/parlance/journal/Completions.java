package io.parlance.journal;

import io.vertx.core.Context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/// Tells the callers of a batch, with one hop for each context that waits and not one for each
/// write.
final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private Completions() {}

    static void complete(List<Write<?>> batch) {
        int from = 0;
        while (from < batch.size()) {
            Context context = batch.get(from).context();
            int to = from + 1;
            while (to < batch.size() && batch.get(to).context() == context) {
                to++;
            }
            run(context, new ArrayList<>(batch.subList(from, to)));
            from = to;
        }
    }

    private static void run(@Nullable Context context, List<Write<?>> writes) {
        if (context == null) {
            writes.forEach(Completions::complete);
        } else {
            context.runOnContext(_ -> writes.forEach(Completions::complete));
        }
    }

    /// A listener that throws must not keep the others from hearing.
    private static void complete(Write<?> write) {
        try {
            write.complete();
        } catch (RuntimeException e) {
            LOG.error("A listener of the journal failed", e);
        }
    }
}
