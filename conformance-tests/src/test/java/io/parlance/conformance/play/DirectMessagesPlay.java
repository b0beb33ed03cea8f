package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A person of each network writes to a person of each other network, and is seen there as a ghost
/// of their own.
@ExtendWith(OnStage.class)
class DirectMessagesPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NETWORKS = List.of("xmpp", "matrix", "mqtt", "mail");

    /// Combining marks, an emoji of several code points, right-to-left text, markup of several
    /// kinds.
    private static final String TEXT =
            "e\u0301 caf\u00e9 \ud83d\udc69\u200d\ud83d\ude80 \u05e9\u05dc\u05d5\u05dd"
                    + " \u0645\u0631\u062d\u0628\u0627 <b>&amp; *stars* {\"json\":1}";

    static Stream<Arguments> pairs() {
        return NETWORKS.stream()
                .flatMap(
                        from ->
                                NETWORKS.stream()
                                        .filter(to -> !to.equals(from))
                                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void aMessageArrivesFromTheWritersOwnGhost(String from, String to, Stage stage)
            throws Exception {
        Probe writer = stage.person(from);
        Probe reader = stage.person(to);
        String text = TEXT + " from " + from + " to " + to;
        writer.tell(GhostSpelling.of(to, reader.address(), from), text);
        Seen seen =
                reader.sightings().await("what " + from + " wrote", s -> s.says(text), PATIENCE);
        assertThat(seen.from()).isEqualTo(GhostSpelling.of(from, writer.address(), to));
        assertThat(seen.room()).isNull();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void anAnswerToTheGhostComesBack(String from, String to, Stage stage) throws Exception {
        Probe writer = stage.person(from);
        Probe reader = stage.person(to);
        String question = "Are you there, " + to + "? asks " + from;
        String answer = "I am, " + from + ", says " + to;
        writer.tell(GhostSpelling.of(to, reader.address(), from), question);
        Seen asked = reader.sightings().await("the question", s -> s.says(question), PATIENCE);
        reader.tell(asked.from(), answer);
        Seen answered = writer.sightings().await("the answer", s -> s.says(answer), PATIENCE);
        assertThat(answered.from()).isEqualTo(GhostSpelling.of(to, reader.address(), from));
    }
}
