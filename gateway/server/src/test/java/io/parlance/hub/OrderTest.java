package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class OrderTest {
    private static final int CONVERSATIONS = 20;
    private static final int MESSAGES = 100;

    @TempDir Path folder;

    @Test
    void eachConversationKeepsItsOrderAndAllRunInParallel() {
        var blue = new SlowAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                Participant sender = Sample.person(Sample.RED, Sample.unique("writer"));
                writers.add(CompletableFuture.runAsync(() -> write(lab, sender)));
            }
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
            HubLab.eventually().until(() -> blue.texts().size() >= CONVERSATIONS * MESSAGES);
            assertOrdered(blue);
            assertThat(blue.overlaps).hasValue(0);
            assertThat(blue.mostAtOnce.get()).isGreaterThan(4).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void anEventThatMustBeLookedUpHoldsUpWhatFollowsInItsConversation() {
        var blue = new RecordingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
            Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
            List<Future<Acceptance>> accepted = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                accepted.add(
                        lab.hub.accept(i % 3 == 0 ? reply(alice, bob, i) : plain(alice, bob, i)));
            }
            accepted.forEach(HubLab::await);
            HubLab.eventually().until(() -> blue.texts().size() == MESSAGES);
            assertThat(blue.texts())
                    .isEqualTo(IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void anEditRightAfterItsMessageFindsIt() {
        var blue = new SlowAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
            Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
            Envelope message = Sample.direct(alice, bob, "teh");
            var edit = new Event.Edit(Sample.refTo(message), Body.of("the"));
            var first = lab.hub.accept(message);
            var second = lab.hub.accept(Sample.envelope(alice, bob, edit));
            HubLab.await(first);
            HubLab.await(second);
            HubLab.eventually().until(() -> blue.deliveries(Event.Edit.class).size() == 1);
            var arrived =
                    (Event.Edit) blue.deliveries(Event.Edit.class).getFirst().envelope().event();
            var delivered = blue.deliveries(Event.Message.class).getFirst();
            assertThat(arrived.target())
                    .isEqualTo(new MessageRef(RecordingAdapter.id(delivered), message.id()));
        }
    }

    @Test
    void aNetworkThatNeverAnswersDelaysNoOther() {
        var blue = new NeverAnsweringAdapter(Sample.BLUE);
        var green = new RecordingAdapter(Sample.GREEN);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue, green)) {
            Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
            Address room = Sample.room(Sample.RED);
            HubLab.await(
                    lab.hub
                            .linking()
                            .link(
                                    Set.of(
                                            room,
                                            Sample.room(Sample.BLUE),
                                            Sample.room(Sample.GREEN))));
            for (int i = 0; i < 500; i++) {
                lab.hub.accept(Sample.inRoom(alice, room, Integer.toString(i)));
            }
            HubLab.eventually().until(() -> green.texts().size() == 500);
            assertThat(blue.texts()).isEmpty();
            assertThat(blue.deliveries(Event.Linkage.class)).hasSize(1);
        }
    }

    private static void write(HubLab lab, Participant sender) {
        Participant to = Sample.person(Sample.BLUE, sender.address().value());
        for (int i = 0; i < MESSAGES; i++) {
            lab.hub.accept(Sample.direct(sender, to, Integer.toString(i)));
        }
    }

    private static void assertOrdered(FakeAdapter adapter) {
        Map<Participant, List<String>> texts = new HashMap<>();
        adapter.deliveries(Event.Message.class)
                .forEach(
                        delivery ->
                                texts.computeIfAbsent(
                                                delivery.envelope().sender(),
                                                _ -> new ArrayList<>())
                                        .add(FakeAdapter.text(delivery)));
        List<String> wanted = IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
        assertThat(texts).hasSize(CONVERSATIONS);
        assertThat(texts.values()).allSatisfy(each -> assertThat(each).isEqualTo(wanted));
    }

    private static Envelope plain(Participant from, Participant to, int number) {
        return Sample.direct(from, to, Integer.toString(number));
    }

    /// Answers something that nobody knows, so that the journal must be asked.
    private static Envelope reply(Participant from, Participant to, int number) {
        var ref = MessageRef.to(Sample.id(Sample.RED));
        var event = new Event.Message(Body.of(Integer.toString(number)), Event.Style.CHAT, ref);
        return Sample.envelope(from, to, event);
    }
}
