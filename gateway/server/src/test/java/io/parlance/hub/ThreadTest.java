package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Body;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Style;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Threads between a network that names them by ids of their own (red) and one that names them by
/// their first message (blue).
class ThreadTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);
    private final NativeId thread = Sample.id(Sample.RED);

    @TempDir Path folder;

    private static Event.Message in(@Nullable MessageRef thread, String text) {
        return new Event.Message(Body.of(text), Style.CHAT, null, thread, null);
    }

    private Envelope alices(String text) {
        return Sample.envelope(alice, bob, in(MessageRef.to(thread), text));
    }

    private static @Nullable MessageRef threadOf(Delivery delivery) {
        return ((Event.Message) delivery.envelope().event()).thread();
    }

    private static Delivery arrived(FakeAdapter adapter, int number) {
        HubLab.eventually().until(() -> adapter.texts().size() >= number);
        return adapter.deliveries(Event.Message.class).get(number - 1);
    }

    @Test
    void aThreadNobodyKnowsBeginsWithItsFirstMessage() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope first = alices("one");
            lab.accept(first);
            lab.accept(alices("two"));
            NativeId root = RecordingAdapter.id(arrived(blue, 1));
            assertThat(threadOf(arrived(blue, 1))).isNull();
            assertThat(threadOf(arrived(blue, 2))).isEqualTo(new MessageRef(root, first.id()));
        }
    }

    @Test
    void anAnswerInTheThreadComesHomeUnderTheNameItHasThere() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope first = alices("one");
            lab.accept(first);
            NativeId root = RecordingAdapter.id(arrived(blue, 1));
            HubLab.eventually().until(() -> HubLab.await(lab.journal.envelopeOf(root)).isPresent());
            lab.accept(Sample.envelope(bob, alice, in(MessageRef.to(root), "yes?")));
            assertThat(threadOf(arrived(red, 1))).isEqualTo(new MessageRef(thread, first.id()));
        }
    }

    @Test
    void aThreadThatBeganOnTheOtherSideIsCalledAsItsFirstMessageIs() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope first = Sample.direct(bob, alice, "one");
            lab.accept(first);
            NativeId root = RecordingAdapter.id(arrived(red, 1));
            HubLab.eventually().until(() -> HubLab.await(lab.journal.envelopeOf(root)).isPresent());
            lab.accept(Sample.envelope(alice, bob, in(MessageRef.to(root), "two")));
            assertThat(threadOf(arrived(blue, 1)))
                    .isEqualTo(new MessageRef(first.nativeIds().getFirst(), first.id()));
        }
    }

    @Test
    void whereThereAreNoThreadsAMessageAnswersTheFirst() {
        blue.capabilities = Sample.with(Feature.THREAD, Support.FALLBACK);
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(alices("one"));
            lab.accept(alices("two"));
            NativeId root = RecordingAdapter.id(arrived(blue, 1));
            Event.Message second = (Event.Message) arrived(blue, 2).envelope().event();
            assertThat(second.thread()).isNull();
            assertThat(second.inReplyTo()).isNotNull();
            assertThat(second.inReplyTo().nativeId()).isEqualTo(root);
        }
    }

    @Test
    void aThreadWhoseBeginningIsNotThereIsLeftOut() {
        RecordingAdapter green = new RecordingAdapter(new NetworkId("green"));
        Participant carol = Sample.person(green.network, Sample.unique("carol"));
        try (var lab = HubLab.of(folder, red, blue, green)) {
            lab.accept(alices("one"));
            lab.accept(Sample.envelope(alice, carol, in(MessageRef.to(thread), "psst")));
            assertThat(threadOf(arrived(green, 1))).isNull();
        }
    }
}
