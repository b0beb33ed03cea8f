package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.RetrySchedule.Decision;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Random;

class RetryScheduleTest {
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(3));

    @Property
    void aWaitStaysUnderItsCeiling(
            @ForAll @IntRange(min = 1, max = 1000) int tries, @ForAll long seed) {
        long ceiling = Math.min(300_000L, 1000L << Math.min(tries - 1, 20));
        var decision = next(tries, Duration.ZERO, FailureReason.TIMEOUT, null, seed);
        assertThat(((Decision.Retry) decision).delay())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMillis(ceiling));
    }

    @Property
    void theNetworksOwnWishIsHonoured(
            @ForAll @LongRange(min = 1, max = 86_400) long seconds, @ForAll long seed) {
        Duration wish = Duration.ofSeconds(seconds);
        var decision = next(1, Duration.ZERO, FailureReason.RATE_LIMITED, wish, seed);
        assertThat(((Decision.Retry) decision).delay()).isGreaterThanOrEqualTo(wish);
    }

    @Property
    void whoIsAwayIsAskedForNoLaterThanTheNetworkWishes(
            @ForAll @IntRange(min = 1, max = 1000) int tries, @ForAll long seed) {
        Duration wish = Duration.ofSeconds(15);
        var decision =
                next(tries, Duration.ZERO, FailureReason.RECIPIENT_UNAVAILABLE, wish, seed);
        assertThat(((Decision.Retry) decision).delay()).isPositive().isLessThanOrEqualTo(wish);
    }

    @Test
    void waitsAreSpread() {
        long different =
                new Random(1)
                        .longs(100)
                        .mapToObj(seed -> next(8, Duration.ZERO, FailureReason.TIMEOUT, null, seed))
                        .distinct()
                        .count();
        assertThat(different).isGreaterThan(90);
    }

    @Test
    void whatIsTooOldIsGivenUpWithTheLastReason() {
        var decision = next(5, Duration.ofDays(3), FailureReason.RECIPIENT_UNAVAILABLE, null, 1);
        Failure failure = ((Decision.GiveUp) decision).failure();
        assertThat(failure.reason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(failure.text()).contains("for you");
        assertThat(failure.detail()).contains("RECIPIENT_UNAVAILABLE");
    }

    @Test
    void aWishBeyondTheExpiryIsNotWaitedFor() {
        var decision =
                next(1, Duration.ofDays(2), FailureReason.RATE_LIMITED, Duration.ofDays(2), 1);
        assertThat(decision).isInstanceOf(Decision.GiveUp.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"RECIPIENT_UNKNOWN", "ADDRESS_INVALID", "TOO_LARGE", "NOT_LINKED", "LOOP"})
    void whatWaitingCannotMendIsGivenUpAtOnce(FailureReason reason) {
        assertThat(next(1, Duration.ZERO, reason, null, 1)).isInstanceOf(Decision.GiveUp.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"LINK_DOWN", "TIMEOUT", "RATE_LIMITED", "BAD_CREDENTIALS", "INTERNAL"})
    void whatMayMendItselfIsTriedAgain(FailureReason reason) {
        assertThat(next(1, Duration.ZERO, reason, null, 1)).isInstanceOf(Decision.Retry.class);
    }

    private static Decision next(
            int tries, Duration age, FailureReason reason, @Nullable Duration wish, long seed) {
        Failure failure = Failure.uncertain(reason, "for you", "for the operator");
        return SCHEDULE.next(tries, age, failure, wish, new Random(seed));
    }
}
