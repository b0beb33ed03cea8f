package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;
import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.Limits;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What [io.parlance.spi.Adapter] promises, for any adapter. A test class per network says how the
/// network is spelled, and overrides a test only where the network cannot do what is promised; then
/// its test says what holds instead.
@ExtendWith(InWorkshop.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface AdapterContract {
    /// What is tried, and by whom.
    Trial trial();

    /// The name of the network.
    String network();

    /// An address that nobody has.
    String nobody();

    /// The longest text that a client of the network can send in one message, in bytes.
    default int longestFromPeer() {
        return Limits.TEXT_BYTES;
    }

    /// Whether the network itself shows a repeated delivery only once.
    default boolean showsRepetitionsOnce() {
        return false;
    }

    @BeforeAll
    default void begin(Workshop workshop) throws Exception {
        trial().begin(workshop, new NetworkId(network()));
    }

    @AfterAll
    default void end() throws Exception {
        trial().close();
    }

    @Test
    default void aMessageThatDidNotBecomeDurableComesAgain() throws Exception {
        Testee testee = trial().testee();
        String text = trial().text("once more");
        testee.hub.fail(text);
        trial().person().tell(trial().ghost(), text);
        testee.hub.awaitAsked(text, 2);
        testee.hub.awaitTaken(text);
        assertThat(testee.hub.taken(text)).hasSize(1);
    }

    @Test
    default void whatWasNotAcknowledgedComesAgainAfterARestart() throws Exception {
        Testee testee = trial().testee();
        String text = trial().text("after the crash");
        testee.hub.hang(text);
        trial().person().tell(trial().ghost(), text);
        testee.hub.awaitAsked(text, 1);
        testee.stop();
        testee.hub.forget();
        testee.start();
        Envelope envelope = testee.hub.awaitTaken(text);
        assertThat(envelope.sender().address()).isEqualTo(trial().personAddress());
        assertThat(testee.hub.taken(text)).hasSize(1);
    }

    @Test
    default void aDeliveryHasTheIdThatTheNetworkShows() throws Exception {
        String text = trial().text("here it is");
        NativeId id = trial().delivered(trial().message(text, 1));
        Seen seen = trial().awaitSeen(text);
        assertThat(seen.from()).isEqualTo(trial().ghost());
        assertThat(id.network()).isEqualTo(new NetworkId(network()));
        assertThat(seen.id()).isNotEmpty();
        assertThat(id.value()).endsWith(seen.id());
    }

    @Test
    default void aRepeatedDeliveryIsTheSameMessage() throws Exception {
        String text = trial().text("said once");
        Delivery delivery = trial().message(text, 1);
        NativeId first = trial().delivered(delivery);
        NativeId second = trial().delivered(trial().again(delivery));
        assertThat(second).isEqualTo(first);
        String last = trial().text("and no more");
        trial().delivered(trial().message(last, 1));
        trial().awaitSeen(last);
        List<Seen> all = trial().person().sightings().all(seen -> seen.says(text));
        assertThat(all.stream().map(Seen::id).distinct()).hasSize(1);
        if (showsRepetitionsOnce()) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    default void deliveriesOfOneConversationKeepTheirOrder() throws Exception {
        List<String> texts = new ArrayList<>();
        List<Future<Outcome>> outcomes = new ArrayList<>();
        Future<Outcome> last = Future.succeededFuture();
        for (int i = 0; i < 8; i++) {
            String text = trial().text("in order " + i);
            texts.add(text);
            Delivery delivery = trial().message(text, 1);
            last = last.compose(_ -> trial().testee().adapter().deliver(delivery));
            outcomes.add(last);
        }
        for (Future<Outcome> outcome : outcomes) {
            assertThat(Testee.await(outcome)).isInstanceOf(Outcome.Delivered.class);
        }
        for (String text : texts) {
            trial().awaitSeen(text);
        }
        assertOrder(texts);
    }

    /// Alice was shown these texts in this order.
    default void assertOrder(List<String> texts) throws Exception {
        assertThat(
                        trial()
                                .person()
                                .sightings()
                                .all(seen -> seen.kind().equals("message"))
                                .stream()
                                .map(seen -> seen.text().strip())
                                .filter(texts::contains))
                .containsExactlyElementsOf(texts);
    }

    @Test
    default void whoDoesNotExistIsNotWrittenToInSilence() throws Exception {
        Address nobody = trial().testee().parse(new NetworkId(network()), nobody());
        Delivery delivery = trial().messageTo(nobody, trial().text("is anybody there"));
        switch (trial().testee().deliver(delivery)) {
            case Outcome.Refused refused ->
                    assertThat(refused.failure().reason())
                            .isEqualTo(FailureReason.RECIPIENT_UNKNOWN);
            case Outcome.Delivered delivered ->
                    trial().testee()
                            .hub
                            .awaitTaken(
                                    "a bounce",
                                    taken ->
                                            taken.event() instanceof Event.DeliveryFailure failed
                                                    && delivered
                                                            .nativeIds()
                                                            .contains(failed.target().nativeId()));
            case Outcome.Deferred deferred -> throw new AssertionError(deferred);
        }
    }

    @Test
    default void signalsNeverFail() throws Exception {
        Set<Address> watchers = Set.of(trial().personAddress());
        for (Event signal :
                List.of(
                        new Event.Presence(Event.Availability.AWAY, "in Mantua"),
                        new Event.Presence(Event.Availability.OFFLINE, null),
                        new Event.Typing(true),
                        new Event.Typing(false))) {
            Outcome outcome = trial().testee().deliver(trial().signal(signal, watchers));
            assertThat(outcome).as("what became of %s", signal).isEqualTo(Outcome.delivered());
        }
    }

    @Test
    default void theLongestTextArrivesWhole() throws Exception {
        String text = trial().longText(Limits.TEXT_BYTES);
        trial().delivered(trial().message(text, 1));
        // A network may show it as several messages one after the other: nothing is missing then.
        trial().person()
                .sightings()
                .await(
                        "the end of a long text",
                        seen -> seen.text().endsWith("end"),
                        Testee.PATIENCE);
        StringBuilder shown = new StringBuilder();
        trial().person()
                .sightings()
                .all(seen -> seen.kind().equals("message") && text.contains(seen.text().strip()))
                .forEach(seen -> shown.append(seen.text()));
        assertThat(shown.toString().replaceAll("\\s+", " ").strip())
                .isEqualTo(text.replaceAll("\\s+", " "));
    }

    @Test
    default void theLongestTextOfAPeerArrivesWhole() throws Exception {
        String text = trial().longText(longestFromPeer());
        trial().person().tell(trial().ghost(), text);
        trial().testee().hub.awaitTaken(text);
    }

    @Test
    default void aPeerWhoSaysTooMuchIsTold() throws Exception {
        Probe person = trial().person();
        int before = person.sightings().all(AdapterContract::isError).size();
        String text = trial().longText(70 * 1024);
        person.tell(trial().ghost(), text);
        person.sightings()
                .await(
                        "an error that names the limit",
                        seen -> isError(seen) && seen.text().contains("65,536"),
                        Testee.PATIENCE);
        assertThat(person.sightings().all(AdapterContract::isError)).hasSize(before + 1);
        assertThat(trial().testee().hub.taken(text)).isEmpty();
        String next = trial().text("in brief, then");
        person.tell(trial().ghost(), next);
        trial().testee().hub.awaitTaken(next);
    }

    private static boolean isError(Seen seen) {
        return seen.kind().equals("error");
    }

    @Test
    default void whileTheServerIsAwayDeliveriesAreDeferred() throws Exception {
        Testee testee = trial().testee();
        Delivery delivery = trial().message(trial().text("while you were away"), 1);
        trial().person();
        trial().workshop().stop(network());
        try {
            assertThat(testee.deliver(delivery)).isInstanceOf(Outcome.Deferred.class);
            assertThat(testee.hub.awaitState(LinkState.Down.class).advice()).isNotBlank();
        } finally {
            trial().workshop().start(network());
        }
        testee.hub.awaitState(LinkState.Up.class);
        trial().person();
        trial().delivered(trial().again(delivery));
        trial().awaitSeen(RecordingHub.text(delivery.envelope()));
    }

    @Test
    default void wrongCredentialsAreToldWithoutThem() throws Exception {
        trial().dismiss();
        try (Testee stranger = trial().stranger()) {
            stranger.start();
            LinkState.BadCredentials state =
                    stranger.hub.awaitState(LinkState.BadCredentials.class);
            assertThat(state.advice()).isNotBlank().doesNotContain(Trial.WRONG);
            Delivery delivery = trial().messageBy(stranger, trial().text("let me in"));
            assertThat(stranger.deliver(delivery))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred ->
                                    assertThat(deferred.toString()).doesNotContain(Trial.WRONG));
        }
    }

    @Test
    default void stoppingLetsWhatIsUnderWayFinishAndTakesNoMore() throws Exception {
        Testee testee = trial().testee();
        Future<Outcome> underWay =
                testee.adapter().deliver(trial().message(trial().text("last words"), 1));
        testee.stop();
        assertThat(Testee.await(underWay)).isNotInstanceOf(Outcome.Refused.class);
        Delivery late = trial().message(trial().text("too late"), 1);
        assertThat(testee.deliver(late)).isInstanceOf(Outcome.Deferred.class);
        trial().dismiss();
    }
}
