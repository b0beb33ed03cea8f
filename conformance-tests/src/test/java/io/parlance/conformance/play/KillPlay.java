package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Comparator.comparing;

import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.MailProbe;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The gateway is killed with SIGKILL at random moments while numbered messages flow. Afterwards
/// every acknowledged message is there, in order, and none is there twice under another id.
///
/// Acknowledged means what the sender's network tells the sender: the homeserver's event id, the
/// broker's PUBACK, the mail server's 250; on XMPP the delivery receipt (XEP-0184), since a
/// component stream knows no acknowledgement and the server bounces what it cannot hand over.
@ExtendWith(OnStage.class)
class KillPlay {
    private static final int MESSAGES = 500;
    private static final int KILLS = 3;

    /// How many messages an XMPP writer sends ahead of their receipts.
    private static final int WINDOW = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"xmpp, matrix", "matrix, xmpp", "mqtt, xmpp", "xmpp, mail", "mail, mqtt"})
    void nothingAcknowledgedIsLostOrDoubled(String from, String to, Stage stage) throws Exception {
        Probe writer = stage.person(from);
        Probe reader = stage.person(to);
        String ghost = GhostSpelling.of(to, reader.address(), from);
        String run = from + "-" + to + "-" + System.nanoTime() + " number ";
        prepare(writer, reader, ghost, run + "-1");

        Map<String, Integer> numbers = new HashMap<>();
        Pace pace = new Pace(writer, numbers);
        Killer killer = Killer.start(stage.gateway(), KILLS, MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            numbers.put(writer.tell(ghost, run + i), i);
            killer.sent(i + 1);
            if (from.equals("xmpp") && pace.bounced()) {
                killer.awaitUp();
            }
        }
        killer.end();

        String last = run + MESSAGES;
        writer.tell(ghost, last);
        reader.sightings().await("the last message", s -> s.says(last), PATIENCE);
        Set<Integer> expected = acknowledged(from, writer, numbers);
        for (int i : expected) {
            reader.sightings().await("number " + i, s -> s.says(run + i), PATIENCE);
        }
        inOrderAndOnce(reader, run);
    }

    /// The first word makes rooms and ghosts, which is not what is tested here.
    private static void prepare(Probe writer, Probe reader, String ghost, String text)
            throws Exception {
        writer.tell(ghost, text);
        reader.sightings().await("the first word", s -> s.says(text), PATIENCE);
    }

    /// An XMPP client that cares waits for receipts before it goes on; what neither came back nor
    /// was acknowledged within a moment was lost with the component's stream, and nobody was told
    /// it arrived.
    private static final class Pace {
        private final Probe writer;
        private final Map<String, Integer> numbers;
        private long lost;
        private int errors;

        Pace(Probe writer, Map<String, Integer> numbers) {
            this.writer = writer;
            this.numbers = numbers;
        }

        /// Waits until few enough are outstanding.
        ///
        /// @return whether messages came back since the last time: the gateway is not there
        boolean bounced() {
            try {
                await().pollInterval(Duration.ofMillis(2))
                        .pollDelay(Duration.ZERO)
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> outstanding() - lost < WINDOW);
            } catch (ConditionTimeoutException e) {
                lost = outstanding();
            }
            int all = writer.sightings().all(s -> s.kind().equals("error")).size();
            boolean more = all > errors;
            errors = all;
            return more;
        }

        private long outstanding() {
            return numbers.size()
                    - writer
                            .sightings()
                            .all(s -> s.kind().equals("receipt") || s.kind().equals("error"))
                            .stream()
                            .map(Seen::id)
                            .filter(numbers::containsKey)
                            .distinct()
                            .count();
        }
    }

    private static Set<Integer> acknowledged(
            String from, Probe writer, Map<String, Integer> numbers) {
        if (!from.equals("xmpp")) {
            return new HashSet<>(numbers.values());
        }
        Set<Integer> acknowledged = new HashSet<>();
        for (Seen seen : writer.sightings().all(s -> s.kind().equals("receipt"))) {
            Integer number = numbers.get(seen.id());
            if (number != null) {
                acknowledged.add(number);
            }
        }
        System.out.println("Acknowledged by a receipt: " + acknowledged.size() + " of " + MESSAGES);
        // Most were: else the test would pass by acknowledging nothing.
        assertThat(acknowledged).hasSizeGreaterThan(MESSAGES / 2);
        return acknowledged;
    }

    /// What arrived, in order: of mail, in the order in which the mail server took it.
    private static List<Seen> arrivals(Probe reader, String run) {
        List<Seen> arrived =
                reader.sightings().all(s -> s.kind().equals("message") && s.text().startsWith(run));
        return reader instanceof MailProbe mail
                ? arrived.stream().sorted(comparing(s -> mail.acceptedAs(s.id()))).toList()
                : arrived;
    }

    private static void inOrderAndOnce(Probe reader, String run) {
        Map<Integer, Set<String>> ids = new HashMap<>();
        Set<Integer> order = new LinkedHashSet<>();
        for (Seen seen : arrivals(reader, run)) {
            int number = Integer.parseInt(seen.text().substring(run.length()).strip());
            ids.computeIfAbsent(number, _ -> new HashSet<>()).add(seen.id());
            order.add(number);
        }
        // A repetition under the same id is what a client drops; under another id it is a double.
        ids.forEach((number, its) -> assertThat(its).as("ids of number %d", number).hasSize(1));
        assertThat(List.copyOf(order)).as("the order of arrival").isSorted();
    }
}
