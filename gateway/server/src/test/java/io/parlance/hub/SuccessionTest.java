package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class SuccessionTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final Address home = Sample.room(Sample.RED);
    private final Address far = Sample.room(Sample.BLUE);
    private final Address next = Sample.room(Sample.BLUE);
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);

    @TempDir Path folder;

    @Test
    void theLinkGoesOnInTheSuccessor() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            lab.accept(Sample.inRoom(bob, far, new Event.RoomChange(null, "tea")));
            lab.accept(Sample.inRoom(bob, far, "old"));
            assertThat(lab.accept(Sample.inRoom(bob, far, new Event.Succession(next))))
                    .isInstanceOf(Acceptance.Accepted.class);
            HubLab.eventually().until(() -> blue.deliveries(Event.Linkage.class).size() == 2);
            Delivery told = blue.deliveries(Event.Linkage.class).get(1);
            assertThat(told.target()).isEqualTo(new Conversation.Room(next));
            assertThat(told.envelope().event()).isEqualTo(new Event.Linkage(true, List.of(home)));
            assertThat(lab.hub.rooms().linkedWith(home)).containsExactly(next);
            assertThat(lab.hub.rooms().topic(next)).isEqualTo("tea");
            assertThat(lab.hub.rooms().occupants(next)).containsExactly(bob);
            lab.accept(Sample.inRoom(bob, next, "new"));
            HubLab.eventually().until(() -> red.texts().contains("new"));
            assertThat(lab.accept(Sample.inRoom(bob, far, "nobody")))
                    .isEqualTo(new Acceptance.Dropped("not-linked"));
            assertThat(lab.accept(Sample.inRoom(bob, far, new Event.Succession(next))))
                    .isEqualTo(new Acceptance.Dropped("not-linked"));
        }
    }

    @Test
    void whoShowsTheRoomShowsTheSuccessor() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.inRoom(alice, far, Sample.change(Change.JOIN, alice)));
            lab.accept(Sample.inRoom(bob, far, new Event.Succession(next)));
            lab.accept(Sample.inRoom(bob, next, "new"));
            HubLab.eventually().until(() -> red.texts().contains("new"));
        }
    }

    @Test
    void aRoomGoesOnOnItsOwnNetworkOnly() {
        try (var lab = HubLab.of(folder, red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            assertThat(lab.accept(Sample.inRoom(bob, far, new Event.Succession(home))))
                    .isInstanceOf(Acceptance.Rejected.class);
            assertThat(lab.accept(Sample.inRoom(alice, far, new Event.Succession(next))))
                    .isInstanceOf(Acceptance.Rejected.class);
            assertThat(lab.hub.rooms().linkedWith(home)).containsExactly(far);
        }
    }
}
