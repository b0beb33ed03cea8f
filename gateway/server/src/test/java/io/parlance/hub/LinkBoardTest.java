package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;

import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an operator reads in the log while a network is away.
final class LinkBoardTest {
    private static final NetworkId RED = new NetworkId("red");
    private static final LinkState UP = new LinkState.Up();
    private static final LinkState CONNECTING = new LinkState.Connecting();
    private static final LinkState REFUSED = new LinkState.Down("Connection refused");
    private static final LinkState SILENT = new LinkState.Down("No answer");

    private final LinkBoard board = new LinkBoard();
    private final LogLines log = new LogLines(LinkBoard.class);

    @BeforeEach
    void add() {
        board.add(RED);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void change(LinkState... states) {
        for (LinkState state : states) {
            board.changed(RED, state);
        }
    }

    @Test
    void eachReasonOfAnOutageIsToldOnce() {
        change(UP);
        for (int i = 0; i < 10; i++) {
            change(CONNECTING, REFUSED, CONNECTING, SILENT);
        }
        assertThat(log.of(Level.WARN))
                .containsExactly("Link red: down. Connection refused", "Link red: down. No answer");
        assertThat(log.of(Level.INFO)).containsExactly("Link red: up");
        assertThat(log.of(Level.DEBUG)).isNotEmpty();
    }

    @Test
    void theSameReasonIsToldAgainInTheNextOutage() {
        change(REFUSED, UP, REFUSED, UP);
        assertThat(log.of(Level.WARN)).hasSize(2);
        assertThat(log.of(Level.INFO)).containsExactly("Link red: up", "Link red: up");
    }

    @Test
    void anotherKindIsToldAlsoWithTheSameWords() {
        change(REFUSED, new LinkState.BadCredentials("Connection refused"));
        assertThat(log.of(Level.WARN)).hasSize(2);
    }

    @Test
    void aTextThatAlwaysDiffersDoesNotFillTheLog() {
        for (int i = 0; i < 1000; i++) {
            change(new LinkState.Down("try " + i));
        }
        assertThat(log.of(Level.WARN)).hasSizeLessThan(50);
    }

    @Test
    void whatIsWrongStaysReadableWhileItIsTriedAgain() {
        change(REFUSED);
        assertThat(board.changed(RED, CONNECTING)).isFalse();
        assertThat(board.states()).containsEntry(RED, REFUSED);
        change(UP);
        assertThat(board.changed(RED, CONNECTING)).isTrue();
    }
}
