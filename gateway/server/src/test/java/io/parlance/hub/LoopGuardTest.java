package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Hop;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class LoopGuardTest {
    @Test
    void aFreshMessagePasses() {
        assertThat(LoopGuard.loop("me", List.of())).isNull();
    }

    @Test
    void aMessageOfAnotherGatewayPasses() {
        assertThat(LoopGuard.loop("me", List.of(new Hop("you", "red")))).isNull();
    }

    @Test
    void aMessageThatWasHereIsCut() {
        List<Hop> trail = List.of(new Hop("me", "red"), new Hop("you", "blue"));
        assertThat(LoopGuard.loop("me", trail)).isEqualTo("loop");
    }

    @Test
    void eightGatewaysAreEnough() {
        Hop hop = new Hop("you", "red");
        assertThat(LoopGuard.loop("me", Collections.nCopies(8, hop))).isNull();
        assertThat(LoopGuard.loop("me", Collections.nCopies(9, hop))).isEqualTo("too-many-hops");
    }
}
