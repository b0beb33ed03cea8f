package io.parlance.adapter.xmpp;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/// Outcomes that several parts give. Pure.
final class Outcomes {
    private Outcomes() {}

    /// Delivered under those of the ids that there are, the one to refer to it by first.
    static Outcome delivered(@Nullable NativeId... ids) {
        return new Outcome.Delivered(Stream.of(ids).filter(Objects::nonNull).toList());
    }

    /// The event means nothing here; the hub should have degraded it.
    static Outcome unsupported(Delivery delivery) {
        String kind = delivery.envelope().event().getClass().getSimpleName();
        return new Outcome.Refused(
                Failure.certain(
                        FailureReason.UNSUPPORTED,
                        "XMPP cannot express this here.",
                        kind + " for " + delivery.target()));
    }

    /// What a failed preparation means: a value that cannot be expressed is refused, anything else
    /// tried again.
    static Outcome of(Throwable cause) {
        return cause instanceof InvalidValue invalid
                ? new Outcome.Refused(invalid.toFailure())
                : Outcome.deferred(
                        Failure.certain(
                                FailureReason.INTERNAL,
                                "The gateway failed; it tries again.",
                                String.valueOf(cause)));
    }
}
