package io.parlance.admin;

import io.parlance.model.EnvelopeId;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells whoever listens what crosses. Costs next to nothing while nobody does. Any thread.
public final class Crossings {
    private static final int REMEMBERED = 4096;

    private final List<Consumer<Crossing>> listeners = new CopyOnWriteArrayList<>();
    private final Map<EnvelopeId, Long> came = new LinkedHashMap<>();

    /// Listens from now on; `listener` is called on the thread of the event and must not block.
    ///
    /// @return what ends it
    public Runnable listen(Consumer<Crossing> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Whether anybody listens.
    public boolean watched() {
        return !listeners.isEmpty();
    }

    /// Remembers when an envelope came, for the latency of its deliveries.
    public void begin(EnvelopeId id) {
        synchronized (came) {
            came.put(id, System.nanoTime());
            if (came.size() > REMEMBERED) {
                came.remove(came.keySet().iterator().next());
            }
        }
    }

    /// The time since the envelope came; to the millisecond only, by its id's time, if it came
    /// before anybody listened.
    public Duration since(EnvelopeId id) {
        synchronized (came) {
            Long begun = came.get(id);
            if (begun != null) {
                return Duration.ofNanos(System.nanoTime() - begun);
            }
        }
        long stamp = id.value().getMostSignificantBits() >>> 16;
        return Duration.ofMillis(Math.max(0, System.currentTimeMillis() - stamp));
    }

    /// Tells everybody who listens.
    public void tell(Crossing crossing) {
        for (Consumer<Crossing> listener : listeners) {
            listener.accept(crossing);
        }
    }
}
