package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.Probe;

import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/// Presence, typing and receipts between people who have talked with each other.
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    void getAcquainted(Stage stage) throws Exception {
        for (Probe writer : new Probe[] {stage.romeo, stage.juliet, stage.keeper}) {
            for (Probe reader : new Probe[] {stage.romeo, stage.juliet, stage.keeper}) {
                if (writer != reader) {
                    String text = "Well met, says " + writer.network() + " to " + reader.network();
                    writer.tell(ghost(reader, writer), text);
                    reader.sightings().await("a greeting", s -> s.says(text), PATIENCE);
                }
            }
        }
        stage.romeo.subscribe(ghost(stage.juliet, stage.romeo));
        stage.romeo.subscribe(ghost(stage.keeper, stage.romeo));
    }

    /// How `who` is spelled where `viewer` is.
    private static String ghost(Probe who, Probe viewer) {
        return GhostSpelling.of(who.network(), who.address(), viewer.network());
    }

    @Test
    void presenceOfXmppIsSeenOnMatrixAndMqtt(Stage stage) throws Exception {
        stage.romeo.presence(Presence.Mode.away, "in Mantua");
        awaitPresence(stage.keeper, ghost(stage.romeo, stage.keeper), "away in Mantua");
        awaitPresence(stage.juliet, ghost(stage.romeo, stage.juliet), "unavailable in Mantua");
        stage.romeo.presence(Presence.Mode.available, "back");
        awaitPresence(stage.keeper, ghost(stage.romeo, stage.keeper), "available back");
    }

    @Test
    void presenceOfMatrixIsSeenOnXmppAndMqtt(Stage stage) throws Exception {
        stage.juliet.presence("unavailable", "on the balcony");
        awaitPresence(stage.romeo, ghost(stage.juliet, stage.romeo), "away on the balcony");
        awaitPresence(stage.keeper, ghost(stage.juliet, stage.keeper), "away on the balcony");
    }

    @Test
    void presenceOfMqttIsSeenOnXmppAndMatrix(Stage stage) throws Exception {
        stage.keeper.presence("busy", "mending the pump");
        awaitPresence(stage.romeo, ghost(stage.keeper, stage.romeo), "dnd mending the pump");
        stage.juliet
                .sightings()
                .await(
                        "the keeper's status",
                        s ->
                                s.kind().equals("presence")
                                        && s.from().equals(ghost(stage.keeper, stage.juliet))
                                        && s.text().contains("mending the pump"),
                        PATIENCE);
        stage.keeper.presence("offline", "");
        awaitPresence(stage.romeo, ghost(stage.keeper, stage.romeo), "offline");
    }

    @Test
    void typingIsSeen(Stage stage) throws Exception {
        stage.romeo.typing(ghost(stage.juliet, stage.romeo), true);
        awaitTyping(stage.juliet, ghost(stage.romeo, stage.juliet));
        stage.romeo.typing(ghost(stage.keeper, stage.romeo), true);
        awaitTyping(stage.keeper, ghost(stage.romeo, stage.keeper));
        stage.keeper.typing(ghost(stage.romeo, stage.keeper), true);
        awaitTyping(stage.romeo, ghost(stage.keeper, stage.romeo));
    }

    @Test
    void anXmppWriterIsToldThatTheMessageWasDelivered(Stage stage) throws Exception {
        String id = stage.romeo.tell(ghost(stage.juliet, stage.romeo), "Did this arrive?");
        stage.romeo
                .sightings()
                .await("a receipt", s -> s.kind().equals("receipt") && s.id().equals(id), PATIENCE);
    }

    @Test
    void aMessageToNobodyComesBackAsAnError(Stage stage) throws Exception {
        String id = stage.romeo.tell("nobody\\40mail.test@mail.xmpp.test", "Is anybody there?");
        assertThat(
                        stage.romeo
                                .sightings()
                                .await(
                                        "an error",
                                        s -> s.kind().equals("error") && s.id().equals(id),
                                        PATIENCE)
                                .from())
                .isEqualTo("nobody\\40mail.test@mail.xmpp.test");
    }

    private static void awaitPresence(Probe viewer, String ghost, String shown) throws Exception {
        viewer.sightings()
                .await(
                        ghost + " " + shown,
                        s ->
                                s.kind().equals("presence")
                                        && s.from().equals(ghost)
                                        && s.text().strip().equals(shown),
                        PATIENCE);
    }

    private static void awaitTyping(Probe viewer, String ghost) throws Exception {
        viewer.sightings()
                .await(
                        "typing of " + ghost,
                        s -> s.kind().equals("typing") && s.from().equals(ghost),
                        PATIENCE);
    }
}
