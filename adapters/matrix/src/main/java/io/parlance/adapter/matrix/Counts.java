package io.parlance.adapter.matrix;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How often something was passed over, by reason. The first of each reason is logged.
final class Counts {
    private static final Logger LOG = LoggerFactory.getLogger(Counts.class);

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /// Counts one.
    ///
    /// @param what the event, for the log
    void add(String why, String what) {
        LongAdder adder =
                counts.computeIfAbsent(
                        why,
                        _ -> {
                            LOG.info(
                                    "Passed over: {} ({}); later ones are only counted", why, what);
                            return new LongAdder();
                        });
        adder.increment();
    }

    long of(String why) {
        LongAdder adder = counts.get(why);
        return adder == null ? 0 : adder.sum();
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
