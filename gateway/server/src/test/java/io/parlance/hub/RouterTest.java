package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RouterTest {
    private static final Participant ALICE = Sample.person(Sample.RED, "alice");
    private static final Participant BOB = Sample.person(Sample.BLUE, "bob");
    private static final Address RED_ROOM = Address.room(Sample.RED, "r");
    private static final Address RED_TWO = Address.room(Sample.RED, "r2");
    private static final Address BLUE_ROOM = Address.room(Sample.BLUE, "b");
    private static final NetworkId STRANGE = new NetworkId("strange");

    private final Map<Address, Set<Address>> links = new HashMap<>();
    private final Map<Address, Set<NetworkId>> views = new HashMap<>();
    private final Router router =
            new Router(
                    Set.of(Sample.RED, Sample.BLUE, Sample.GREEN),
                    room -> links.getOrDefault(room, Set.of()),
                    room -> views.getOrDefault(room, Set.of()));

    @Test
    void aDirectMessageGoesToTheRecipientsNetwork() {
        assertThat(router.route(Sample.direct(ALICE, BOB, "hi")))
                .isEqualTo(
                        new RoutingDecision.Fanout(
                                List.of(
                                        new Destination(
                                                Sample.BLUE,
                                                new Conversation.Direct(BOB.address())))));
    }

    @Test
    void aProfileGoesToEachOtherNetworkOnce() {
        var everyone = new Conversation.Everyone();
        var profile =
                Envelope.of(ALICE, everyone, null, Instant.now(), new Event.Profile("Al", null));
        assertThat(((RoutingDecision.Fanout) router.route(profile)).destinations())
                .containsExactlyInAnyOrder(
                        new Destination(Sample.BLUE, everyone),
                        new Destination(Sample.GREEN, everyone));
        assertThat(router.route(profile.withEvent(Event.Message.of("hi"))))
                .isInstanceOf(RoutingDecision.Drop.class);
    }

    @Test
    void aDirectMessageWithinANetworkIsRefused() {
        var decision = router.route(Sample.direct(ALICE, Sample.person(Sample.RED, "carol"), "hi"));
        assertThat(decision).isInstanceOf(RoutingDecision.Reject.class);
        assertThat(((RoutingDecision.Reject) decision).failure().reason())
                .isEqualTo(FailureReason.NOT_LINKED);
    }

    @Test
    void aNetworkThatIsNotConfiguredIsRefusedByName() {
        var decision = router.route(Sample.direct(ALICE, Sample.person(STRANGE, "x"), "hi"));
        assertThat(((RoutingDecision.Reject) decision).failure().text()).contains("strange");
        assertThat(router.route(Sample.inRoom(ALICE, Address.room(STRANGE, "x"), "hi")))
                .isInstanceOf(RoutingDecision.Reject.class);
    }

    @Test
    void aRoomThatNobodyElseSeesIsDropped() {
        assertThat(router.route(Sample.inRoom(ALICE, RED_ROOM, "hi")))
                .isEqualTo(new RoutingDecision.Drop("not-linked"));
    }

    @Test
    void aLinkedRoomIsHeardInEveryRoomAndPortalButTheOneItCameFrom() {
        link(RED_ROOM, BLUE_ROOM, RED_TWO);
        views.put(RED_ROOM, Set.of(Sample.GREEN));
        views.put(BLUE_ROOM, Set.of(Sample.RED));
        assertThat(destinations(ALICE, RED_ROOM))
                .containsExactlyInAnyOrder(
                        to(Sample.GREEN, RED_ROOM),
                        to(Sample.BLUE, BLUE_ROOM),
                        to(Sample.RED, BLUE_ROOM),
                        to(Sample.RED, RED_TWO));
    }

    @Test
    void aPortalIsHeardAtHomeAndInTheOtherPortals() {
        views.put(BLUE_ROOM, Set.of(Sample.RED, Sample.GREEN));
        assertThat(destinations(ALICE, BLUE_ROOM))
                .containsExactlyInAnyOrder(to(Sample.BLUE, BLUE_ROOM), to(Sample.GREEN, BLUE_ROOM));
    }

    @Test
    void whatWasTakenOutOfTheConfigurationIsLeftOut() {
        link(RED_ROOM, Address.room(STRANGE, "x"));
        views.put(RED_ROOM, Set.of(STRANGE));
        assertThat(router.route(Sample.inRoom(ALICE, RED_ROOM, "hi")))
                .isEqualTo(new RoutingDecision.Drop("not-linked"));
    }

    @Test
    void whatIsForEveryoneHasNoRoute() {
        assertThat(router.route(Sample.presence(ALICE, Event.Availability.AWAY)))
                .isInstanceOf(RoutingDecision.Drop.class);
    }

    private List<Destination> destinations(Participant sender, Address room) {
        var decision = router.route(Sample.inRoom(sender, room, "hi"));
        return ((RoutingDecision.Fanout) decision).destinations();
    }

    private static Destination to(NetworkId network, Address room) {
        return new Destination(network, new Conversation.Room(room));
    }

    private void link(Address... rooms) {
        for (Address room : rooms) {
            Set<Address> others = new HashSet<>(List.of(rooms));
            others.remove(room);
            links.put(room, others);
        }
    }
}
