package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Receipt.Stage;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class EphemeralTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);

    @TempDir Path folder;

    @Test
    void presenceReachesThoseWhoWatch() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.presence(alice, Availability.AVAILABLE));
            assertThat(availabilities(blue)).isEmpty();
            lab.accept(Sample.envelope(bob, alice, new Event.Subscription(true)));
            HubLab.eventually().until(() -> availabilities(blue).size() == 1);
            lab.accept(Sample.presence(alice, Availability.AWAY));
            HubLab.eventually().until(() -> availabilities(blue).size() == 2);
            assertThat(availabilities(blue))
                    .containsExactly(Availability.AVAILABLE, Availability.AWAY);
            Delivery last = blue.deliveries(Event.Presence.class).getLast();
            assertThat(last.audience()).containsExactly(bob.address());
            assertThat(last.target()).isEqualTo(new Conversation.Everyone());
            assertThat(lab.accept(Sample.presence(alice, Availability.AWAY)))
                    .isEqualTo(new Acceptance.Dropped("unchanged"));
            assertThat(red.deliveries(Event.Subscription.class))
                    .singleElement()
                    .satisfies(
                            subscription ->
                                    assertThat(subscription.target())
                                            .isEqualTo(new Conversation.Direct(alice.address())));
            lab.accept(Sample.envelope(bob, alice, new Event.Subscription(false)));
            lab.accept(Sample.presence(alice, Availability.OFFLINE));
            HubLab.eventually().until(() -> red.deliveries(Event.Subscription.class).size() == 2);
            assertThat(availabilities(blue)).doesNotContain(Availability.OFFLINE);
        }
    }

    @Test
    void ofManyPresencesTheFirstAndTheLastArePassedOn() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.envelope(bob, alice, new Event.Subscription(true)));
            for (int i = 0; i < 20; i++) {
                lab.accept(Sample.presence(alice, Availability.AVAILABLE));
                lab.accept(Sample.presence(alice, Availability.BUSY));
            }
            lab.accept(Sample.presence(alice, Availability.AWAY));
            HubLab.eventually()
                    .until(
                            () ->
                                    !availabilities(blue).isEmpty()
                                            && availabilities(blue).getLast() == Availability.AWAY);
            assertThat(availabilities(blue)).hasSizeLessThan(6).startsWith(Availability.AVAILABLE);
        }
    }

    @Test
    void whoWritesToSomebodySeesTheirPresenceAndIsSeen() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.presence(bob, Availability.BUSY));
            lab.accept(Sample.direct(alice, bob, "hi"));
            HubLab.eventually().until(() -> availabilities(red).contains(Availability.BUSY));
            lab.accept(Sample.presence(alice, Availability.AVAILABLE));
            HubLab.eventually().until(() -> availabilities(blue).contains(Availability.AVAILABLE));
        }
    }

    @Test
    void whoSharesARoomIsSeenThere() {
        Address home = Sample.room(Sample.RED);
        Address far = Sample.room(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            lab.accept(Sample.inRoom(bob, far, "hello"));
            lab.accept(Sample.inRoom(alice, home, "hello"));
            lab.accept(Sample.presence(alice, Availability.AWAY));
            HubLab.eventually().until(() -> availabilities(blue).contains(Availability.AWAY));
            assertThat(blue.deliveries(Event.Presence.class).getLast().audience())
                    .containsExactly(bob.address());
        }
    }

    @Test
    void whenALinkComesUpPresenceIsToldAgain() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.envelope(bob, alice, new Event.Subscription(true)));
            lab.link(Sample.BLUE, new LinkState.Down("for the test"));
            lab.accept(Sample.presence(alice, Availability.BUSY));
            assertThat(availabilities(blue)).isEmpty();
            lab.link(Sample.BLUE, new LinkState.Up());
            HubLab.eventually().until(() -> availabilities(blue).contains(Availability.BUSY));
        }
    }

    @Test
    void aSlowNetworkIsToldOnlyTheNewest() {
        var gated = new GatedAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, gated)) {
            for (int i = 0; i < 100; i++) {
                lab.accept(typing(i % 2 == 0));
            }
            gated.open();
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).ephemeralsSent() == 2);
            assertThat(gated.deliveries(Event.Typing.class).stream().map(d -> d.envelope().event()))
                    .containsExactly(new Event.Typing(true), new Event.Typing(false));
            assertThat(lab.figures(Sample.BLUE).ephemeralsDropped()).isEqualTo(98);
        }
    }

    @Test
    void aLargeRoomIsQuiet() {
        Address home = Sample.room(Sample.RED);
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, Sample.room(Sample.BLUE))));
            var typing = new Event.Typing(true);
            assertThat(lab.accept(Sample.inRoom(alice, home, typing)))
                    .isInstanceOf(Acceptance.Accepted.class);
            for (int i = 0; i <= HubLab.SETTINGS.quietRoomSize(); i++) {
                Participant guest = Sample.person(Sample.RED, Sample.unique("guest"));
                var join = Sample.change(Event.Membership.Change.JOIN, guest);
                lab.accept(Sample.inRoom(guest, home, join));
            }
            assertThat(lab.accept(Sample.inRoom(alice, home, typing)))
                    .isEqualTo(new Acceptance.Dropped("large-room"));
        }
    }

    @Test
    void receiptsFindTheirWayHome() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope message = Sample.direct(alice, bob, "hi");
            lab.accept(message);
            HubLab.eventually().until(() -> stages().contains(Stage.DELIVERED));
            var id = RecordingAdapter.id(blue.deliveries(Event.Message.class).getFirst());
            var seen = new Event.Receipt(MessageRef.to(id), Stage.DISPLAYED);
            lab.accept(Sample.envelope(bob, alice, seen));
            HubLab.eventually().until(() -> stages().contains(Stage.DISPLAYED));
            assertThat(red.deliveries(Event.Receipt.class))
                    .hasSize(2)
                    .allSatisfy(
                            receipt -> {
                                assertThat(receipt.target())
                                        .isEqualTo(new Conversation.Direct(alice.address()));
                                assertThat(receipt.envelope().sender().address())
                                        .isEqualTo(bob.address());
                                var event = (Event.Receipt) receipt.envelope().event();
                                assertThat(event.target().nativeId())
                                        .isEqualTo(message.nativeIds().getFirst());
                            });
        }
    }

    private Envelope typing(boolean active) {
        return Sample.envelope(alice, bob, new Event.Typing(active));
    }

    private List<Stage> stages() {
        return red.deliveries(Event.Receipt.class).stream()
                .map(receipt -> ((Event.Receipt) receipt.envelope().event()).stage())
                .toList();
    }

    /// Of alice and bob alone: when a link comes up, others of earlier tests are told as well.
    private List<Availability> availabilities(FakeAdapter adapter) {
        var both = Set.of(alice.address(), bob.address());
        return adapter.deliveries(Event.Presence.class).stream()
                .filter(d -> both.contains(d.envelope().sender().address()))
                .map(d -> ((Event.Presence) d.envelope().event()).availability())
                .toList();
    }
}
