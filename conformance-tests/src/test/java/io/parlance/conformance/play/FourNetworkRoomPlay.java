package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One room on each network, all four linked: what anybody says is seen by everybody else, once,
/// from a ghost of their own.
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FourNetworkRoomPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> NETWORKS = List.of("xmpp", "matrix", "mqtt", "mail");

    private static String room(String network) {
        return switch (network) {
            case "xmpp" -> "verona@rooms.xmpp.test";
            case "matrix" -> "#verona:hs.test";
            case "mqtt" -> "verona";
            default -> "verona@gw.test";
        };
    }

    @BeforeAll
    void linkTheRooms(Stage stage) throws Exception {
        stage.romeo.enter(room("xmpp"));
        stage.juliet.create("verona", "Verona");
        stage.keeper.enter(room("mqtt"));
        link(stage);
        stage.friar.enter(room("mail"));
        warmUp(stage);
    }

    private static void link(Stage stage) throws IOException, InterruptedException {
        stage.gateway()
                .call(
                        "POST",
                        "/api/v1/links",
                        """
                        {"rooms": ["xmpp:verona@rooms.xmpp.test?join", "matrix:#verona:hs.test",
                                   "mqtt:#verona", "mail:verona@gw.test"]}
                        """);
    }

    /// Joining takes the networks a moment: go on when each room heard a first word from another.
    private static void warmUp(Stage stage) throws Exception {
        stage.keeper.say(room("mqtt"), "Two households");
        stage.romeo.sightings().await("a first word", s -> s.says("Two households"), PATIENCE);
        stage.juliet.sightings().await("a first word", s -> s.says("Two households"), PATIENCE);
        stage.romeo.say(room("xmpp"), "Both alike in dignity");
        stage.keeper
                .sightings()
                .await("a second word", s -> s.says("Both alike in dignity"), PATIENCE);
        stage.friar
                .sightings()
                .await("the welcome", s -> s.text().contains("To speak, write to"), PATIENCE);
    }

    @Test
    void everybodySeesWhatAnybodySaysOnce(Stage stage) throws Exception {
        for (String from : NETWORKS) {
            String text = "Hear me, all of Verona, says " + from;
            stage.person(from).say(room(from), text);
            for (String to : NETWORKS) {
                if (!to.equals(from)) {
                    Seen seen =
                            stage.person(to)
                                    .sightings()
                                    .await(from + "'s word at " + to, s -> s.says(text), PATIENCE);
                    Assertions.assertThat(seen.room()).as("the room at " + to).isNotNull();
                }
            }
        }
        for (String from : NETWORKS) {
            String text = "Hear me, all of Verona, says " + from;
            for (Probe probe : List.of(stage.romeo, stage.juliet, stage.keeper, stage.friar)) {
                boolean own = probe.network().equals(from);
                int copies = probe.sightings().all(s -> s.says(text)).size();
                assertThat(copies)
                        .as("copies of %s's word at %s", from, probe.network())
                        .isLessThanOrEqualTo(1);
                if (!own) {
                    assertThat(copies).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void everySenderIsAGhostOfTheirOwn(Stage stage) throws Exception {
        Set<String> senders = new HashSet<>();
        for (String from : List.of("xmpp", "mqtt", "mail")) {
            String text = "Who am I, asks " + from;
            stage.person(from).say(room(from), text);
            senders.add(
                    stage.juliet
                            .sightings()
                            .await(from + "'s question", s -> s.says(text), PATIENCE)
                            .from());
        }
        assertThat(senders).hasSize(3).allMatch(s -> s.startsWith("@_parlance_"));
    }

    @Test
    void aRoomIsNotLinkedTwice(Stage stage) {
        Assertions.assertThatThrownBy(() -> link(stage)).hasMessageContaining("already linked");
    }
}
