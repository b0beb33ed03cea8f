package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class MemoryTest {
    private static final HubSettings SMALL = HubLab.SETTINGS.withMemory(4, 16, 2);
    private static final int WRITERS = 50;
    private static final int EACH = 20;

    @TempDir Path folder;

    @Test
    void whatDoesNotFitWaitsInTheJournalAndComesInOrder() {
        var blue = new GatedAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, SMALL, new RecordingAdapter(Sample.RED), blue)) {
            write(lab);
            assertThat(lab.figures(Sample.BLUE).pending()).isLessThanOrEqualTo(16 + 2);
            assertThat(lab.figures(Sample.BLUE).lanes()).isLessThanOrEqualTo(16);
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).inFlight() == 2);
            blue.open();
            arriveInOrder(blue);
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).lanes() == 0);
            assertThat(lab.figures(Sample.BLUE).pending()).isZero();
            assertThat(HubLab.await(lab.journal.lanes())).noneMatch(key -> key.startsWith("blue"));
        }
    }

    @Test
    void whileTheLinkIsDownNothingIsTriedAndAllOfItComesAfter() {
        var blue = new RecordingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, SMALL, new RecordingAdapter(Sample.RED), blue)) {
            lab.link(Sample.BLUE, new LinkState.Down("for the test"));
            write(lab);
            assertThat(blue.deliveries()).isEmpty();
            assertThat(lab.figures(Sample.BLUE).pending()).isLessThanOrEqualTo(16);
            lab.link(Sample.BLUE, new LinkState.Up());
            arriveInOrder(blue);
            assertThat(blue.deliveries()).allMatch(delivery -> delivery.attempt() == 1);
        }
    }

    private static void write(HubLab lab) {
        List<Future<Acceptance>> accepted = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int writer = 0; writer < WRITERS; writer++) {
                Participant from = Sample.person(Sample.RED, "writer" + writer);
                Participant to = Sample.person(Sample.BLUE, "reader" + writer);
                accepted.add(lab.hub.accept(Sample.direct(from, to, Integer.toString(i))));
            }
        }
        accepted.forEach(HubLab::await);
    }

    private static void arriveInOrder(FakeAdapter adapter) {
        HubLab.eventually().until(() -> adapter.texts().size() >= WRITERS * EACH);
        Map<Participant, List<String>> texts = new HashMap<>();
        adapter.deliveries(Event.Message.class)
                .forEach(
                        delivery ->
                                texts.computeIfAbsent(
                                                delivery.envelope().sender(),
                                                _ -> new ArrayList<>())
                                        .add(FakeAdapter.text(delivery)));
        List<String> wanted = IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
        assertThat(texts).hasSize(WRITERS);
        assertThat(texts.values()).allSatisfy(each -> assertThat(each).isEqualTo(wanted));
    }
}
