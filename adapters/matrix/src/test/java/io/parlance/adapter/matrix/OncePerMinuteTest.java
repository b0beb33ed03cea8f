package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

final class OncePerMinuteTest {
    private static final long START = Long.MAX_VALUE - 5; // a clock that overflows soon

    private final OncePerMinute line = new OncePerMinute();

    private int after(long seconds) {
        return line.due(START + TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void theFirstIsToldAndTheRestOfTheMinuteCounted() {
        assertThat(after(0)).isZero();
        assertThat(after(1)).isNegative();
        assertThat(after(59)).isNegative();
        assertThat(after(60)).isEqualTo(2);
        assertThat(after(61)).isNegative();
        assertThat(after(200)).isEqualTo(1);
        assertThat(after(300)).isZero();
    }
}
