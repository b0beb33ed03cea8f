package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.PORTAL;
import static io.parlance.adapter.xmpp.Running.ROOM;
import static io.parlance.adapter.xmpp.Running.TOM;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A foreign room, entered at the component as any other multi-user chat room.
final class PortalTest {
    private static final Conversation IN_PORTAL = new Conversation.Room(PORTAL);
    private static final String PHONE = "tom@xmpp.test/phone";

    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
        gateway.around.occupants.add(ALICE);
        gateway.around.topic = "Tea";
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private void join(String user, String nick, String history) {
        gateway.server.send(
                ("<presence from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'>%s</x>"
                                + "</presence>")
                        .formatted(user, ROOM, nick, history));
    }

    private void say(String user, String id, String body) {
        gateway.server.send(
                "<message type='groupchat' from='%s' to='%s' id='%s'><body>%s</body></message>"
                        .formatted(user, ROOM, id, body));
    }

    private Element joined(String user, String nick) {
        join(user, nick, "");
        return gateway.server.expect(
                e -> e.child("subject", "jabber:client") != null && user.equals(e.attribute("to")));
    }

    private static boolean isMessage(Element e, String to, String body) {
        Element text = e.child("body", "jabber:client");
        return to.equals(e.attribute("to")) && text != null && text.text().equals(body);
    }

    private static Set<String> codes(Element presence) {
        return RoomOccupants.codes(presence);
    }

    @Test
    void aJoinShowsOccupantsThenOneselfThenHistoryThenTheSubject() {
        Envelope early =
                Envelope.of(
                        ALICE,
                        IN_PORTAL,
                        null,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Event.Message.of("earlier"));
        gateway.around.said.add(early);
        assertThat(Trees.child(joined(PHONE, "Tom"), "subject", "jabber:client").text())
                .isEqualTo("Tea");
        List<Element> got = gateway.server.received;
        assertThat(got.get(0).attribute("from")).isEqualTo(ROOM + "/Alice");
        assertThat(Trees.there(RoomOccupants.item(got.get(0))).attribute("jid"))
                .isEqualTo(Running.GHOST);
        assertThat(got.get(1).attribute("from")).isEqualTo(ROOM + "/Tom");
        assertThat(codes(got.get(1))).contains("110", "100");
        assertThat(isMessage(got.get(2), PHONE, "earlier")).isTrue();
        assertThat(Trees.child(got.get(2), "delay", "urn:xmpp:delay").attribute("stamp"))
                .startsWith("2026-01-02T03:04:05");
        Event.Membership membership =
                (Event.Membership) gateway.expect(Event.Membership.class).event();
        assertThat(membership.change()).isEqualTo(Event.Membership.Change.JOIN);
        assertThat(membership.subject()).isEqualTo(new Participant(TOM, "Tom"));
    }

    private static boolean isShown(Element e, String to, String show) {
        Element shown = e.child("show", "jabber:client");
        return (ROOM + "/Alice").equals(e.attribute("from"))
                && to.equals(e.attribute("to"))
                && shown != null
                && shown.text().equals(show);
    }

    @Test
    void anAvailabilityIsSeenByThoseWhoAreInAndByWhoComesLater() throws Exception {
        joined(PHONE, "Tom");
        Event busy = new Event.Presence(Event.Availability.BUSY, "writing");
        assertThat(gateway.outcome(busy, new Conversation.Everyone()))
                .isEqualTo(Outcome.delivered());
        Element shown = gateway.server.expect(e -> isShown(e, PHONE, "dnd"));
        assertThat(Trees.child(shown, "status", "jabber:client").text()).isEqualTo("writing");
        assertThat(Trees.there(RoomOccupants.item(shown)).attribute("jid"))
                .isEqualTo(Running.GHOST);
        joined("eve@xmpp.test/pad", "Eve");
        gateway.server.expect(e -> isShown(e, "eve@xmpp.test/pad", "dnd"));
        gateway.server.received.clear();
        Event gone = new Event.Presence(Event.Availability.OFFLINE, null);
        gateway.outcome(gone, new Conversation.Everyone());
        gateway.server.expect(e -> "unavailable".equals(e.attribute("type")));
        assertThat(gateway.server.received)
                .noneMatch(e -> (ROOM + "/Alice").equals(e.attribute("from")));
    }

    @Test
    void ownGhostsAreNeverHeardInARoom() {
        joined(PHONE, "Tom");
        int before = gateway.around.hub.envelopes.size();
        String bob = "bob\\40hs.test@matrix.xmpp.test/parlance";
        join(bob, "Bob", "");
        say(bob, "loop-1", "round");
        say(PHONE, "after-the-loop", "heard");
        gateway.expect(Event.Message.class);
        assertThat(gateway.around.hub.envelopes).hasSize(before + 1);
        assertThat(gateway.server.received).noneMatch(e -> bob.equals(e.attribute("to")));
    }

    @Test
    void noHistoryIsSentToWhoWantsNone() {
        gateway.around.said.add(
                Envelope.of(ALICE, IN_PORTAL, null, Instant.now(), Event.Message.of("earlier")));
        join(PHONE, "Tom", "<history maxstanzas='0'/>");
        gateway.server.expect(e -> e.child("subject", "jabber:client") != null);
        assertThat(gateway.server.received).noneMatch(e -> isMessage(e, PHONE, "earlier"));
    }

    @Test
    void aNickBelongsToOnePerson() {
        joined(PHONE, "Tom");
        join("eve@xmpp.test/x", "Tom", "");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(XmppErrors.conditionOf(error)).isEqualTo("conflict");
        assertThat(error.attribute("to")).isEqualTo("eve@xmpp.test/x");
    }

    @Test
    void aRoomThatCannotBeIsNotEntered() {
        Failure failure = Failure.certain(FailureReason.NOT_LINKED, "No such room.", "d");
        gateway.around.hub.answer = _ -> Future.succeededFuture(new Acceptance.Rejected(failure));
        join(PHONE, "Tom", "");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(XmppErrors.conditionOf(error)).isEqualTo("item-not-found");
        say(PHONE, "abcdefghijkl", "hi");
        Element refused =
                gateway.server.expect(
                        e -> e.name().equals("message") && "error".equals(e.attribute("type")));
        assertThat(XmppErrors.conditionOf(refused)).isEqualTo("not-acceptable");
    }

    @Test
    void speechIsReflectedOnlyAfterTheHubTookIt() {
        joined(PHONE, "Tom");
        joined("eve@xmpp.test/x", "Eve");
        Promise<Acceptance> disk = Promise.promise();
        gateway.around.hub.answer = _ -> disk.future();
        say(PHONE, "abcdefghijkl", "hi all");
        Envelope envelope = gateway.expect(Event.Message.class);
        assertThat(gateway.server.received).noneMatch(e -> isMessage(e, PHONE, "hi all"));
        disk.complete(new Acceptance.Accepted(envelope.id()));
        Element own = gateway.server.expect(e -> isMessage(e, PHONE, "hi all"));
        Element other = gateway.server.expect(e -> isMessage(e, "eve@xmpp.test/x", "hi all"));
        assertThat(own.attribute("id")).isEqualTo("abcdefghijkl");
        assertThat(other.attribute("from")).isEqualTo(ROOM + "/Tom");
        String stanzaId = RoomReader.stanzaId(own, ROOM);
        assertThat(NativeIds.id(envelope.nativeIds().getFirst())).isEqualTo(stanzaId);
        assertThat(own.child("occupant-id", "urn:xmpp:occupant-id:0")).isNotNull();
    }

    @Test
    void whatIsSaidElsewhereIsShownAsAnOccupant() throws Exception {
        joined(PHONE, "Tom");
        Participant bob =
                new Participant(Address.person(Surroundings.MATRIX, "@bob:hs.test"), "Tom");
        Outcome outcome =
                gateway.adapter
                        .deliver(Running.delivery(Event.Message.of("hi"), bob, IN_PORTAL, 1))
                        .await(10, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        Element message = gateway.server.expect(e -> isMessage(e, PHONE, "hi"));
        assertThat(message.attribute("from")).isEqualTo(ROOM + "/Tom [matrix]");
        Event left = new Event.Membership(Event.Membership.Change.LEAVE, bob, null);
        gateway.adapter
                .deliver(Running.delivery(left, bob, IN_PORTAL, 1))
                .await(10, java.util.concurrent.TimeUnit.SECONDS);
        gateway.server.expect(
                e ->
                        "unavailable".equals(e.attribute("type"))
                                && (ROOM + "/Tom [matrix]").equals(e.attribute("from")));
    }

    @Test
    void selfPingNickAndLeave() {
        joined(PHONE, "Tom");
        String ping =
                "<iq type='get' from='%s' to='%s/%s' id='%s'><ping xmlns='urn:xmpp:ping'/></iq>";
        gateway.server.send(ping.formatted(PHONE, ROOM, "Tom", "p1"));
        assertThat(gateway.server.expect(e -> "p1".equals(e.attribute("id"))).attribute("type"))
                .isEqualTo("result");
        gateway.server.send(ping.formatted("eve@xmpp.test/x", ROOM, "Tom", "p2"));
        assertThat(
                        XmppErrors.conditionOf(
                                gateway.server.expect(e -> "p2".equals(e.attribute("id")))))
                .isEqualTo("not-acceptable");
        gateway.server.send("<presence from='%s' to='%s/Tommy'/>".formatted(PHONE, ROOM));
        Element renamed = gateway.server.expect(e -> codes(e).contains("303"));
        assertThat(Trees.there(RoomOccupants.item(renamed)).attribute("nick")).isEqualTo("Tommy");
        gateway.server.send(
                "<presence type='unavailable' from='%s' to='%s/Tommy'/>".formatted(PHONE, ROOM));
        until(
                () ->
                        gateway.around.hub.of(Event.Membership.class).stream()
                                .anyMatch(
                                        e ->
                                                ((Event.Membership) e.event()).change()
                                                        == Event.Membership.Change.LEAVE));
        until(() -> gateway.around.stored.isEmpty());
    }

    @Test
    void aPrivateMessageGoesToThePersonAlone() {
        joined(PHONE, "Tom");
        gateway.server.send(
                "<message type='chat' from='%s' to='%s/Alice' id='abcdefghijkl'><body>psst</body></message>"
                        .formatted(PHONE, ROOM));
        assertThat(gateway.expect(Event.Message.class).conversation())
                .isEqualTo(new Conversation.Direct(ALICE.address()));
    }

    @Test
    void whoWasInStaysInOverACrash() throws Exception {
        joined(PHONE, "Tom");
        until(() -> !gateway.around.stored.isEmpty());
        XmppAdapter crashed = gateway.adapter;
        gateway.restart(false);
        assertThat(gateway.outcome(Event.Message.of("still there?"), IN_PORTAL))
                .isInstanceOf(Outcome.Delivered.class);
        gateway.server.expect(e -> isMessage(e, PHONE, "still there?"));
        crashed.stop().await(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void aStopPutsEverybodyOutAndTheHubLearnsItAtTheNextStart() throws Exception {
        joined(PHONE, "Tom");
        until(() -> !gateway.around.stored.isEmpty());
        gateway.adapter.stop().await(10, java.util.concurrent.TimeUnit.SECONDS);
        Element out = gateway.server.expect(e -> codes(e).contains("332"));
        assertThat(out.attribute("to")).isEqualTo(PHONE);
        gateway.restart(false);
        Event.Membership membership =
                (Event.Membership) gateway.expect(Event.Membership.class).event();
        assertThat(membership.change()).isEqualTo(Event.Membership.Change.LEAVE);
        until(() -> gateway.around.stored.isEmpty());
    }

    @Test
    void aClientThatIsGoneIsPutOut() {
        joined(PHONE, "Tom");
        gateway.server.send(
                ("<message type='error' from='%s' to='%s' id='x'><error"
                     + " type='cancel'><service-unavailable"
                     + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
                        .formatted(PHONE, ROOM));
        until(() -> gateway.around.stored.isEmpty());
    }

    @Test
    void aFailureElsewhereIsToldByTheIdOfTheWriter() throws Exception {
        joined(PHONE, "Tom");
        say(PHONE, "abcdefghijkl", "hi");
        Envelope said = gateway.expect(Event.Message.class);
        Failure failure = Failure.certain(FailureReason.TOO_LARGE, "Too long there.", "d");
        Event event =
                new Event.DeliveryFailure(
                        MessageRef.to(said.nativeIds().getFirst()), null, failure);
        gateway.adapter
                .deliver(Running.delivery(event, Participant.of(TOM), IN_PORTAL, 1))
                .await(10, java.util.concurrent.TimeUnit.SECONDS);
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(error.attribute("id")).isEqualTo("abcdefghijkl");
        assertThat(XmppErrors.conditionOf(error)).isEqualTo("policy-violation");
    }
}
