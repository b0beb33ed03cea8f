package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.DEN;
import static io.parlance.adapter.xmpp.Running.GHOST;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A native room that is linked: the gateway listens, and everybody from elsewhere speaks for
/// themselves.
final class PlumbedTest {
    private static final Conversation IN_DEN = new Conversation.Room(DEN);
    private static final String LISTENER = "matrix.xmpp.test/parlance";

    private final NativeRoom room = new NativeRoom();
    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
        gateway.server.script = room;
        room.takenNicks.add("Zoe");
        gateway.around.linked.add(DEN);
        Event link = new Event.Linkage(true, List.of(Running.PORTAL));
        assertThat(gateway.outcome(link, IN_DEN)).isEqualTo(Outcome.delivered());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private Outcome deliver(Event event) throws Exception {
        return gateway.outcome(event, IN_DEN);
    }

    private static boolean isFrom(Element e, String from, String name) {
        return e.name().equals(name) && e.attribute("from", "").startsWith(from);
    }

    @Test
    void theListenerEntersTellsAndSeesWhoIsThere() {
        gateway.server.expect(
                e ->
                        isFrom(e, LISTENER, "message")
                                && Trees.child(e, "body", "jabber:client")
                                        .text()
                                        .contains("#room:hs.test"));
        Event.Membership there = (Event.Membership) gateway.expect(Event.Membership.class).event();
        assertThat(there.subject().address())
                .isEqualTo(Address.person(Surroundings.XMPP, NativeRoom.JID + "/Zoe"));
    }

    @Test
    void aGhostSpeaksForItselfAndIsConfirmedByTheRoom() throws Exception {
        Outcome outcome = deliver(Event.Message.of("hello den"));
        assertThat(((Outcome.Delivered) outcome).nativeIds().getFirst().value())
                .startsWith(NativeRoom.JID + " s");
        Element said = gateway.server.expect(e -> isFrom(e, GHOST, "message"));
        assertThat(said.attribute("type")).isEqualTo("groupchat");
        assertThat(gateway.around.hub.of(Event.Message.class)).isEmpty();
        deliver(Event.Message.of("again"));
        assertThat(gateway.server.received.stream().filter(e -> isFrom(e, GHOST, "presence")))
                .hasSize(1);
    }

    @Test
    void aTakenNickGetsTheNameOfTheNetworkAndTheOperatorIsToldOnce() throws Exception {
        room.takenNicks.add("Alice");
        room.takenNicks.add("Alice [matrix]");
        Logger logger = (Logger) LoggerFactory.getLogger(RoomGhosts.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            assertThat(deliver(Event.Message.of("hi"))).isInstanceOf(Outcome.Delivered.class);
            deliver(new Event.Membership(Event.Membership.Change.LEAVE, Running.ALICE, null));
            assertThat(deliver(Event.Message.of("again"))).isInstanceOf(Outcome.Delivered.class);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(room.occupants).containsEntry(GHOST + "/parlance", "Alice [matrix] 2");
        assertThat(log.list.stream().filter(line -> line.getLevel().equals(Level.WARN)))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "In den@rooms.xmpp.test the nick 'Alice' is taken: "
                                + Running.ALICE.address()
                                + " is called 'Alice [matrix] 2' there");
    }

    private void presence(Event.Availability availability, @Nullable String status, Address watcher)
            throws Exception {
        Envelope envelope =
                Envelope.of(
                        Running.ALICE,
                        new Conversation.Everyone(),
                        null,
                        Instant.now(),
                        new Event.Presence(availability, status));
        Delivery delivery =
                new Delivery(
                        envelope, Surroundings.XMPP, envelope.conversation(), Set.of(watcher), 1);
        assertThat(gateway.adapter.deliver(delivery).await(10, TimeUnit.SECONDS))
                .isEqualTo(Outcome.delivered());
    }

    private List<Element> ofTheGhost() {
        heard();
        return gateway.server.received.stream().filter(e -> isFrom(e, GHOST, "presence")).toList();
    }

    @Test
    void aGhostsAvailabilityIsSeenInTheRoom() throws Exception {
        deliver(Event.Message.of("so that the ghost is in"));
        Address zoe = Address.person(Surroundings.XMPP, NativeRoom.JID + "/Zoe");
        gateway.server.received.clear();
        presence(Event.Availability.AWAY, "tea", zoe);
        presence(Event.Availability.OFFLINE, null, zoe);
        presence(Event.Availability.AVAILABLE, null, zoe);
        List<Element> shown = ofTheGhost();
        // Nothing for being offline, and nothing to Zoe's own place.
        assertThat(shown).hasSize(2);
        assertThat(shown)
                .extracting(e -> e.attribute("to"), e -> e.attribute("type"))
                .containsOnly(tuple(NativeRoom.JID + "/Alice", null));
        Element away = shown.getFirst();
        assertThat(Trees.child(away, "show", "jabber:client").text()).isEqualTo("away");
        assertThat(Trees.child(away, "status", "jabber:client").text()).isEqualTo("tea");
        assertThat(shown.getLast().child("show", "jabber:client")).isNull();
    }

    @Test
    void anAvailabilityThatNobodyInTheRoomWatchesIsShownWhenTheGhostEnters() throws Exception {
        presence(Event.Availability.BUSY, "writing", Running.TOM);
        assertThat(ofTheGhost()).extracting(e -> e.attribute("to")).containsOnly("tom@xmpp.test");
        gateway.server.received.clear();
        deliver(Event.Message.of("hello"));
        Element join = ofTheGhost().getFirst();
        assertThat(join.attribute("to")).isEqualTo(NativeRoom.JID + "/Alice");
        assertThat(Trees.child(join, "show", "jabber:client").text()).isEqualTo("dnd");
        assertThat(Trees.child(join, "status", "jabber:client").text()).isEqualTo("writing");
    }

    @Test
    void aBanIsARefusal() throws Exception {
        room.banned.add(GHOST + "/parlance");
        assertThat(deliver(Event.Message.of("hi")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.failure().reason())
                                        .isEqualTo(FailureReason.FORBIDDEN));
    }

    /// Waits until the adapter has dealt with all that was sent to it: it answers in order.
    private void heard() {
        gateway.server.send(
                "<iq type='get' id='heard' from='xmpp.test' to='matrix.xmpp.test'>"
                        + "<ping xmlns='urn:xmpp:ping'/></iq>");
        gateway.server.expect(e -> e.name().equals("iq") && "heard".equals(e.attribute("id")));
    }

    @Test
    void aKickedGhostEntersAgainToSpeak() throws Exception {
        deliver(Event.Message.of("one"));
        gateway.server.send(
                NativeRoom.shown(
                        "Alice",
                        GHOST + "/parlance",
                        " type='unavailable'",
                        "<status code='110'/><status code='307'/>"));
        heard();
        deliver(Event.Message.of("two"));
        assertThat(gateway.server.received.stream().filter(e -> isFrom(e, GHOST, "presence")))
                .hasSize(2);
    }

    @Test
    void withoutReflectionItIsUncertainAndLookedForBeforeTheNextTry() throws Exception {
        deliver(Event.Message.of("in first"));
        room.reflects = false;
        Delivery delivery = Running.delivery(Event.Message.of("lost?"), IN_DEN);
        Outcome outcome = gateway.adapter.deliver(delivery).await(10, TimeUnit.SECONDS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.failure().certain()).isFalse());
        room.reflects = true;
        // It had arrived after all: the archive has it, and it is not said again.
        room.occupants.remove(LISTENER);
        room.say("Alice", delivery.key(), "lost?");
        Delivery again =
                new Delivery(
                        delivery.envelope(), Surroundings.XMPP, IN_DEN, delivery.audience(), 2);
        assertThat(gateway.adapter.deliver(again).await(10, TimeUnit.SECONDS))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(
                        gateway.server.received.stream()
                                .filter(e -> delivery.key().equals(e.attribute("id"))))
                .hasSize(1);
    }

    @Test
    void nativeSpeechIsReadOnce() throws Exception {
        deliver(Event.Message.of("so that the ghost is in"));
        gateway.server.send(room.say("Zoe", "abcdefghijkl", "hello out there"));
        Envelope envelope = gateway.expect(Event.Message.class);
        assertThat(envelope.conversation()).isEqualTo(IN_DEN);
        assertThat(envelope.sender().displayName()).isEqualTo("Zoe");
        assertThat(envelope.nativeIds().getFirst().value()).isEqualTo(NativeRoom.JID + " s3");
        gateway.server.send(room.say("Zoe", "abcdefghijkm", "bye"));
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 2);
    }

    @Test
    void whatWasSaidMeanwhileIsReadFromTheArchive() throws Exception {
        gateway.server.send(room.say("Zoe", "abcdefghijk0", "before"));
        gateway.expect(Event.Message.class);
        gateway.adapter.stop().await(10, TimeUnit.SECONDS);
        gateway.around.hub.envelopes.clear();
        for (int i = 0; i < 5; i++) {
            room.say("Zoe", "missed-message-" + i, "missed " + i);
        }
        gateway.restart(false);
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 5);
        List<String> texts =
                gateway.around.hub.of(Event.Message.class).stream()
                        .map(e -> ((Event.Message) e.event()).body().text())
                        .toList();
        assertThat(texts)
                .containsExactly("missed 0", "missed 1", "missed 2", "missed 3", "missed 4");
        until(() -> gateway.around.hub.catchUps.contains("5"));
    }

    @Test
    void theCursorStaysBeforeWhatTheHubDidNotTake() throws Exception {
        gateway.around.hub.answer = _ -> Future.failedFuture("disk full");
        gateway.server.send(room.say("Zoe", "abcdefghijk0", "not lost"));
        gateway.expect(Event.Message.class);
        gateway.around.hub.answer = e -> Future.succeededFuture(new Acceptance.Accepted(e.id()));
        gateway.restart(true);
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 2);
    }

    @Test
    void fallenOutTheListenerComesBack() {
        gateway.server.send(
                NativeRoom.shown(
                        "parlance",
                        LISTENER,
                        " type='unavailable'",
                        "<status code='110'/><status code='332'/>"));
        gateway.server.received.clear();
        gateway.server.expect(e -> isFrom(e, LISTENER, "presence"));
    }

    @Test
    void aPresenceOfTheRoomItselfIsNobodys() {
        gateway.server.send(NativeRoom.shown("", LISTENER, "", ""));
        gateway.server.send(NativeRoom.shown("Yan", LISTENER, "", ""));
        until(() -> gateway.around.hub.of(Event.Membership.class).size() == 2);
        assertThat(gateway.around.hub.of(Event.Membership.class))
                .extracting(e -> e.sender().displayName())
                .containsExactly("Zoe", "Yan");
    }

    @Test
    void comingAndGoingIsTold() {
        gateway.server.send(NativeRoom.shown("Yan", LISTENER, "", ""));
        gateway.server.send(
                NativeRoom.shown("Yan", LISTENER, " type='unavailable'", "<status code='307'/>"));
        until(
                () ->
                        gateway.around.hub.of(Event.Membership.class).stream()
                                .anyMatch(
                                        e ->
                                                ((Event.Membership) e.event()).change()
                                                        == Event.Membership.Change.KICK));
    }

    @Test
    void unlinkedTheGatewayLeaves() throws Exception {
        deliver(Event.Message.of("in"));
        deliver(new Event.Linkage(false, List.of(Running.PORTAL)));
        gateway.server.expect(
                e -> isFrom(e, LISTENER, "presence") && "unavailable".equals(e.attribute("type")));
        gateway.server.expect(
                e -> isFrom(e, GHOST, "presence") && "unavailable".equals(e.attribute("type")));
        until(() -> gateway.around.stored.isEmpty());
    }
}
