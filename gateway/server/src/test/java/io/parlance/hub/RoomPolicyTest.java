package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.RoomPolicy.Moderation;
import io.parlance.hub.RoomPolicy.Scope;
import io.parlance.model.Address;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Event.Receipt.Stage;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Set;

class RoomPolicyTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final Address home = Sample.room(Sample.RED);
    private final Address far = Sample.room(Sample.BLUE);

    @TempDir Path folder;

    private static RoomPolicy moderation(Moderation how) {
        return new RoomPolicy(Scope.ALL, Scope.ALL, how, 10);
    }

    private @Nullable Event applied(Moderation how, Event event) {
        Envelope passed = moderation(how).applied(Sample.inRoom(alice, home, event));
        return passed == null ? null : passed.event();
    }

    @ParameterizedTest
    @CsvSource({
        "MIRROR, KICK, KICK, KICK",
        "OWN, KICK, LEAVE,",
        "OFF, BAN, LEAVE,",
        "OWN, UNBAN,,",
        "OWN, JOIN, JOIN, JOIN",
        "OFF, INVITE, INVITE, INVITE"
    })
    void whoIsPutOutWhere(
            Moderation how, Change done, @Nullable Change ownPeople, @Nullable Change others) {
        var own = new Event.Membership(done, alice, null);
        var other = new Event.Membership(done, bob, null);
        assertThat(applied(how, own))
                .isEqualTo(ownPeople == null ? null : new Event.Membership(ownPeople, alice, null));
        assertThat(applied(how, other))
                .isEqualTo(others == null ? null : new Event.Membership(others, bob, null));
    }

    @Test
    void rolesAndModeratorsRetractionsAreMirroredOrNot() {
        var role = new Event.RoleChange(bob, Event.Role.MODERATOR);
        assertThat(applied(Moderation.MIRROR, role)).isEqualTo(role);
        assertThat(applied(Moderation.OWN, role)).isNull();
        MessageRef ref = MessageRef.to(EnvelopeId.next());
        var moderated = new Event.Retraction(ref, null, true);
        assertThat(applied(Moderation.OWN, moderated)).isEqualTo(moderated);
        assertThat(applied(Moderation.OFF, moderated)).isNull();
        var own = new Event.Retraction(ref, null);
        assertThat(applied(Moderation.OFF, own)).isEqualTo(own);
    }

    @Test
    void typingReceiptsAndHistoryKeepToThePolicy() {
        var red = new RecordingAdapter(Sample.RED);
        var blue = new RecordingAdapter(Sample.BLUE);
        var policy = new RoomPolicy(Scope.DIRECT, Scope.NONE, Moderation.OWN, 1);
        try (var lab = HubLab.of(folder, HubLab.SETTINGS.withRooms(policy), red, blue)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            Envelope message = Sample.inRoom(alice, home, "one");
            lab.accept(message);
            lab.accept(Sample.inRoom(alice, home, "two"));
            HubLab.eventually().until(() -> blue.texts().size() == 2);
            var dropped = new Acceptance.Dropped("room-policy");
            assertThat(lab.accept(Sample.inRoom(alice, home, new Event.Typing(true))))
                    .isEqualTo(dropped);
            assertThat(lab.accept(Sample.envelope(alice, bob, new Event.Typing(true))))
                    .isEqualTo(dropped);
            var seen = new Event.Receipt(Sample.refTo(message), Stage.DISPLAYED);
            assertThat(lab.accept(Sample.inRoom(bob, far, seen))).isEqualTo(dropped);
            assertThat(lab.accept(Sample.inRoom(alice, home, Sample.change(Change.KICK, bob))))
                    .isEqualTo(dropped);
            Envelope direct = Sample.direct(alice, bob, "psst");
            lab.accept(direct);
            var arrived = new Event.Receipt(Sample.refTo(direct), Stage.DISPLAYED);
            assertThat(lab.accept(Sample.envelope(bob, alice, arrived)))
                    .isInstanceOf(Acceptance.Accepted.class);
            assertThat(HubLab.await(lab.hub.rooms().history(home, 10))).hasSize(1);
        }
    }
}
