package io.parlance.adapter.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Packets leave together where more are expected, and none ever stays behind.
class GatheredOutputTest {
    private final ByteArrayOutputStream socket = new ByteArrayOutputStream();
    private final GatheredOutput output =
            new GatheredOutput(socket, 1024, new Gate(), new Patience(() -> 0));

    @Test
    void leavesAtOnceIfNothingElseIsExpected() throws IOException {
        packet("a");
        assertEquals("a", sent());
    }

    @Test
    void leavesWithTheLastThatWasExpected() throws IOException {
        output.expect(2);
        packet("a");
        assertEquals("", sent());
        packet("b");
        assertEquals("ab", sent());
    }

    @Test
    void leavesEarlyRatherThanNeverIfAnotherComesBetween() throws IOException {
        output.expect(2);
        packet("ping");
        packet("a");
        assertEquals("pinga", sent());
        packet("b");
        assertEquals("pingab", sent());
    }

    @Test
    void leavesWhenTheLastExpectedDoesNotCome() throws IOException {
        output.expect(2);
        packet("a");
        output.expectOneLess();
        assertEquals("a", sent());
        packet("b");
        assertEquals("ab", sent());
    }

    private void packet(String words) throws IOException {
        output.write(words.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    private String sent() {
        return socket.toString(StandardCharsets.UTF_8);
    }
}
