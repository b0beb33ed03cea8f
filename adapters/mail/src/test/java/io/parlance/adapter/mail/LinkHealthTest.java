package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.Test;

/// What the operator is told of two connections that come and go on their own.
final class LinkHealthTest {
    private static final LinkState CONNECTING = new LinkState.Connecting();
    private static final LinkState UP = new LinkState.Up();
    private static final LinkState NO_IMAP = new LinkState.Down("imap refused.");
    private static final LinkState NO_SMTP = new LinkState.Down("smtp refused.");
    private static final LinkState WRONG = new LinkState.BadCredentials("imap.password");

    private final RecordingHub hub = new RecordingHub();
    private final LinkHealth health = new LinkHealth(hub, new NetworkId("mail"));

    @Test
    void anOutageIsOneTextHoweverOftenBothTryAgain() {
        for (int i = 0; i < 5; i++) {
            health.mailbox(CONNECTING);
            health.submission(NO_SMTP);
            health.mailbox(NO_IMAP);
        }
        assertThat(hub.states).containsExactly(new LinkState.Down("imap refused. smtp refused."));
    }

    @Test
    void oneThatComesBackMakesItDegradedAndBothUp() {
        health.mailbox(NO_IMAP);
        health.submission(NO_SMTP);
        health.submission(UP);
        health.mailbox(CONNECTING);
        health.mailbox(UP);
        assertThat(hub.states.stream().map(LinkState::word))
                .containsExactly("down", "degraded", "up");
    }

    @Test
    void aRefusedLoginStaysWhileItIsTriedAgain() {
        health.submission(UP);
        health.mailbox(WRONG);
        health.mailbox(CONNECTING);
        health.mailbox(WRONG);
        assertThat(hub.states).containsExactly(WRONG);
    }
}
