package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What became of one delivery.
public sealed interface Outcome {
    /// The network took responsibility.
    ///
    /// @param nativeIds the ids that the message has there now, the one to refer to it by first;
    ///   empty where the network issues none
    record Delivered(List<NativeId> nativeIds) implements Outcome {
        /// Copies the list.
        public Delivered {
            nativeIds = List.copyOf(nativeIds);
        }
    }

    /// Not now; the outbox tries again.
    ///
    /// @param failure why
    /// @param retryAfter the network's own wish when to try again, or null for the outbox's
    ///   schedule: no sooner; but where the recipient is unavailable no later, because a try costs
    ///   little and who comes back should not wait
    record Deferred(Failure failure, @Nullable Duration retryAfter) implements Outcome {}

    /// Never; the sender is told and the delivery becomes a dead letter.
    record Refused(Failure failure) implements Outcome {}

    /// Delivered where the network issues no id, or nothing had to be sent.
    static Outcome delivered() {
        return new Delivered(List.of());
    }

    /// Delivered under one id.
    static Outcome delivered(NativeId id) {
        return new Delivered(List.of(id));
    }

    /// Not now, on the outbox's schedule.
    static Outcome deferred(Failure failure) {
        return new Deferred(failure, null);
    }
}
