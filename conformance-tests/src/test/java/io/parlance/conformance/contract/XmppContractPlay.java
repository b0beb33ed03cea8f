package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.Seen;
import io.parlance.conformance.probe.XmppProbe;

import org.junit.jupiter.api.Test;

import java.util.function.Predicate;

/// The contract on Prosody. A component stream knows no acknowledgement: a message that could not
/// be made durable is answered with an error that asks to send it again, and in a room of ours
/// nobody sees it before it is durable, its writer neither.
class XmppContractPlay implements AdapterContract {
    private static final String PORTAL = "#contract\\40hs.test@matrix.xmpp.test";

    private final Trial trial = new Trial();

    @Override
    public Trial trial() {
        return trial;
    }

    @Override
    public String network() {
        return "xmpp";
    }

    @Override
    public String nobody() {
        return "nobody@xmpp.test";
    }

    @Test
    @Override
    public void aMessageThatDidNotBecomeDurableComesAgain() throws Exception {
        RecordingHub hub = trial.testee().hub;
        String text = trial.text("once more");
        hub.fail(text);
        String id = trial.person().tell(trial.ghost(), text);
        Seen error =
                awaitSeen("an error", seen -> seen.kind().equals("error") && seen.id().equals(id));
        assertThat(error.text()).contains("again later");
        assertThat(hub.taken(text)).isEmpty();
        trial.person().tell(trial.ghost(), text);
        hub.awaitTaken(text);
    }

    @Test
    @Override
    public void whatWasNotAcknowledgedComesAgainAfterARestart() throws Exception {
        RecordingHub hub = trial.testee().hub;
        XmppProbe alice = (XmppProbe) trial.person();
        alice.join(PORTAL);
        String text = trial.text("not yet");
        hub.hang(text);
        alice.say(PORTAL, text);
        hub.awaitAsked(text, 1);
        // What is delivered now comes by the same stream, behind a reflection that came too early.
        String behind = trial.text("behind it");
        trial.delivered(trial.message(behind, 1));
        trial.awaitSeen(behind);
        assertThat(alice.sightings().all(seen -> seen.says(text))).isEmpty();
        hub.release();
        Seen reflection = awaitSeen("the reflection", seen -> seen.says(text));
        assertThat(reflection.room()).isEqualTo(PORTAL);
    }

    private Seen awaitSeen(String what, Predicate<Seen> wished) throws Exception {
        return trial.person().sightings().await(what, wished, Testee.PATIENCE);
    }
}
