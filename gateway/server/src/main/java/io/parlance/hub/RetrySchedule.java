package io.parlance.hub;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a deferred delivery is tried again: exponential backoff with full jitter, never before the
/// far network's own wish, and not at all once the message is too old or waiting cannot help. Pure,
/// apart from the dice it is given.
///
/// @param first the ceiling of the first wait
/// @param longest the ceiling that waits grow to
/// @param expiry the age of an envelope at which it is given up
public record RetrySchedule(Duration first, Duration longest, Duration expiry) {
    /// From a second to five minutes, for three days: mail's usual patience (RFC 5321 §4.5.4.1 asks
    /// for 4 to 5 days, but this is chat).
    public static final RetrySchedule STANDARD =
            new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(3));

    /// What to do about a deferral.
    sealed interface Decision {
        /// Try again after `delay`.
        record Retry(Duration delay) implements Decision {}

        /// Give up and tell the writer `failure`.
        record GiveUp(Failure failure) implements Decision {}
    }

    /// Decides about a delivery that was tried `tries` times (at least 1), whose envelope is `age`
    /// old.
    Decision next(
            int tries,
            Duration age,
            Failure failure,
            @Nullable Duration retryAfter,
            RandomGenerator dice) {
        if (hopeless(failure.reason())) {
            return new Decision.GiveUp(failure);
        }
        Duration delay = backoff(tries, dice);
        if (retryAfter != null) {
            boolean away = failure.reason() == FailureReason.RECIPIENT_UNAVAILABLE;
            int longer = retryAfter.compareTo(delay);
            delay = (away ? longer < 0 : longer > 0) ? retryAfter : delay;
        }
        // The last try comes no later than the expiry: a wait beyond it would only delay bad news.
        return age.plus(delay).compareTo(expiry) >= 0
                ? new Decision.GiveUp(expired(failure))
                : new Decision.Retry(delay);
    }

    private Duration backoff(int tries, RandomGenerator dice) {
        long ceiling = longest.toMillis();
        int doublings = Math.min(Math.max(tries - 1, 0), 30);
        ceiling = Math.min(ceiling, first.toMillis() << doublings);
        return Duration.ofMillis(1 + dice.nextLong(Math.max(ceiling, 1)));
    }

    /// What stays wrong however often it is tried: an adapter that defers it means well.
    private static boolean hopeless(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN,
                    ADDRESS_INVALID,
                    CONTENT_INVALID,
                    TOO_LARGE,
                    UNSUPPORTED,
                    LOOP,
                    NOT_LINKED,
                    EXPIRED ->
                    true;
            case RECIPIENT_UNAVAILABLE,
                    FORBIDDEN,
                    NOT_AUTHORIZED,
                    RATE_LIMITED,
                    CONFLICT,
                    LINK_DOWN,
                    TIMEOUT,
                    BAD_CREDENTIALS,
                    INTERNAL ->
                    false;
        };
    }

    /// What the writer is told in the end, after `last`.
    static Failure expired(Failure last) {
        return new Failure(
                FailureReason.EXPIRED,
                "It could not be delivered in time and was given up. The last attempt said: "
                        + last.text(),
                last.reason() + ": " + last.detail(),
                last.certain());
    }
}
