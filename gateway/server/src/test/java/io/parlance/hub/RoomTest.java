package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class RoomTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final Address home = Sample.room(Sample.RED);
    private final Address far = Sample.room(Sample.BLUE);
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);

    @TempDir Path folder;

    @Test
    void linkedRoomsHearEachOtherAndTheirNetworksAreTold() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            HubLab.eventually().until(() -> linkages(red).size() + linkages(blue).size() == 2);
            assertThat(linkages(red)).containsExactly(new Event.Linkage(true, List.of(far)));
            assertThat(linkages(blue)).containsExactly(new Event.Linkage(true, List.of(home)));
            lab.accept(Sample.inRoom(alice, home, "hi"));
            HubLab.eventually().until(() -> blue.texts().size() == 1);
            var delivery = blue.deliveries(Event.Message.class).getFirst();
            assertThat(delivery.target()).isEqualTo(new Conversation.Room(far));
            assertThat(delivery.envelope().trail()).hasToString("[gw;red]");
            assertThat(red.texts()).isEmpty();
        }
    }

    @Test
    void afterUnlinkingNothingCrossesAndBothSidesAreTold() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            assertThat(HubLab.await(lab.hub.linking().unlink(far))).isPresent();
            HubLab.eventually().until(() -> linkages(red).size() + linkages(blue).size() == 4);
            assertThat(linkages(red)).contains(new Event.Linkage(false, List.of(far)));
            assertThat(linkages(blue)).contains(new Event.Linkage(false, List.of(home)));
            assertThat(lab.accept(Sample.inRoom(alice, home, "hi")))
                    .isEqualTo(new Acceptance.Dropped("not-linked"));
            assertThat(HubLab.await(lab.hub.linking().unlink(far))).isEmpty();
        }
    }

    @Test
    void whatCannotBeLinkedIsRefusedInWords() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            refused(lab, Set.of(home, Sample.room(Sample.BLUE)), "linked");
            refused(lab, Set.of(Sample.room(Sample.RED)), "two");
            refused(lab, Set.of(Sample.room(Sample.RED), bob.address()), "person");
            Address strange = Sample.room(new NetworkId("strange"));
            refused(lab, Set.of(Sample.room(Sample.RED), strange), "strange");
        }
    }

    @Test
    void aPortalLivesFromTheFirstWhoEntersToTheLastWhoLeaves() {
        Participant carol = Sample.person(Sample.RED, Sample.unique("carol"));
        try (var lab = HubLab.of(folder, red, blue)) {
            assertThat(lab.accept(Sample.inRoom(bob, far, "alone")))
                    .isEqualTo(new Acceptance.Dropped("not-linked"));
            change(lab, alice, far, Change.JOIN);
            change(lab, carol, far, Change.JOIN);
            lab.accept(Sample.inRoom(bob, far, "hello"));
            HubLab.eventually().until(() -> red.texts().size() == 1);
            assertThat(red.deliveries(Event.Message.class).getFirst().target())
                    .isEqualTo(new Conversation.Room(far));
            change(lab, alice, far, Change.LEAVE);
            lab.accept(Sample.inRoom(bob, far, "carol?"));
            HubLab.eventually().until(() -> red.texts().size() == 2);
            change(lab, carol, far, Change.LEAVE);
            assertThat(lab.accept(Sample.inRoom(bob, far, "alone")))
                    .isEqualTo(new Acceptance.Dropped("not-linked"));
            HubLab.eventually().until(() -> blue.deliveries(Event.Membership.class).size() == 4);
        }
    }

    @Test
    void whoIsThereAlreadyDoesNotJoin() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            change(lab, alice, home, Change.JOIN);
            assertThat(change(lab, alice, home, Change.JOIN))
                    .isEqualTo(new Acceptance.Dropped("known"));
            Participant renamed = new Participant(alice.address(), "Alice the Second");
            assertThat(change(lab, renamed, home, Change.JOIN))
                    .isInstanceOf(Acceptance.Accepted.class);
            assertThat(lab.hub.rooms().occupants(far)).containsExactly(renamed);
        }
    }

    @Test
    void aStormOfMembershipPassesInOrder() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            List<Future<Acceptance>> accepted = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Participant guest = Sample.person(Sample.RED, "guest" + i);
                for (Change change : List.of(Change.JOIN, Change.JOIN, Change.LEAVE)) {
                    accepted.add(
                            lab.hub.accept(
                                    Sample.inRoom(guest, home, Sample.change(change, guest))));
                }
            }
            accepted.forEach(HubLab::await);
            HubLab.eventually().until(() -> blue.deliveries(Event.Membership.class).size() == 1000);
            assertThat(blue.overlaps).hasValue(0);
            assertThat(lab.hub.figures().dropped()).containsEntry("known", 500L);
            HubLab.eventually().until(() -> lab.hub.rooms().occupants(home).isEmpty());
        }
    }

    @Test
    void topicAndHistoryAreSharedByTheLink() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            lab.accept(Sample.inRoom(alice, home, new Event.RoomChange(null, "tea")));
            lab.accept(Sample.inRoom(alice, home, "one"));
            lab.accept(Sample.inRoom(bob, far, "two"));
            assertThat(lab.hub.rooms().topic(far)).isEqualTo("tea");
            assertThat(HubLab.await(lab.hub.rooms().history(far, 10)))
                    .extracting(e -> ((Event.Message) e.event()).body().text())
                    .containsExactly("one", "two");
        }
    }

    private void refused(HubLab lab, Set<Address> rooms, String word) {
        assertThatThrownBy(() -> HubLab.await(lab.hub.linking().link(rooms)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(word);
    }

    private static Acceptance change(HubLab lab, Participant who, Address room, Change change) {
        return lab.accept(Sample.inRoom(who, room, Sample.change(change, who)));
    }

    private static List<Event> linkages(FakeAdapter adapter) {
        return adapter.deliveries(Event.Linkage.class).stream()
                .map(delivery -> delivery.envelope().event())
                .toList();
    }
}
