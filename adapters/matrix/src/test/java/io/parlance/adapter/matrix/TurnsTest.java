package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> done = new ArrayList<>();

    private Future<Void> take(String id) {
        return turns.take(
                id,
                () -> {
                    done.add(id);
                    return Future.succeededFuture();
                });
    }

    @Test
    void whatComesBehindAGapIsAskedForAgain() {
        turns.known("7");
        assertThat(take("9").failed()).isTrue();
        assertThat(take("10").failed()).isTrue();
        for (String id : List.of("8", "9", "10", "11")) {
            assertThat(take(id).succeeded()).as(id).isTrue();
        }
        assertThat(done).containsExactly("8", "9", "10", "11");
    }

    @Test
    void aGapThatStaysIsNobodysMessage() {
        turns.known("7");
        assertThat(take("9").failed()).isTrue();
        assertThat(take("9").succeeded()).isTrue();
        assertThat(take("14").succeeded()).isTrue();
        assertThat(done).containsExactly("9", "14");
    }

    @Test
    void whatFailedComesAgainBeforeAllThatFollow() {
        turns.known("7");
        turns.take("8", () -> Future.failedFuture("the disk is full"));
        assertThat(take("9").failed()).isTrue();
        take("8");
        take("9");
        assertThat(done).containsExactly("8", "9");
    }

    @Test
    void withoutNumbersTheOrderOfArrivalCounts() {
        take("b");
        take("a");
        take("5");
        take("3");
        assertThat(done).containsExactly("b", "a", "5", "3");
    }
}
