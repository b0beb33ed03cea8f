package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.DEN;
import static io.parlance.adapter.xmpp.Running.GHOST;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What staff does in a linked room, from either side.
final class RoomPowersTest {
    private static final Conversation IN_DEN = new Conversation.Room(DEN);
    private static final String LISTENER = "matrix.xmpp.test/parlance";
    private static final String ADMIN = "http://jabber.org/protocol/muc#admin";
    private static final Participant ZOE =
            new Participant(Address.person(Surroundings.XMPP, NativeRoom.JID + "/Zoe"), "Zoe");
    private static final Event KICK =
            new Event.Membership(Event.Membership.Change.KICK, ZOE, "spam");

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
        gateway.outcome(Event.Message.of("so that the ghost is in"), IN_DEN);
        gateway.server.send(NativeRoom.shown("Alice", LISTENER, "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private Element asked(String by) {
        Element iq =
                gateway.server.expect(
                        e -> e.child("query", ADMIN) != null && by.equals(e.attribute("from")));
        return Trees.child(Trees.child(iq, "query", ADMIN), "item", ADMIN);
    }

    private void told(String words) {
        gateway.server.expect(
                e -> {
                    Element body = e.child("body", Tags.CLIENT);
                    return body != null && body.text().startsWith(words);
                });
    }

    @Test
    void theGhostOfWhoDidItPutsSomebodyOut() throws Exception {
        room.staff.add(GHOST + "/parlance");
        room.staff.remove(LISTENER);
        assertThat(gateway.outcome(KICK, IN_DEN)).isEqualTo(Outcome.delivered());
        Element item = asked(GHOST + "/parlance");
        assertThat(item.attribute("nick")).isEqualTo("Zoe");
        assertThat(item.attribute("role")).isEqualTo("none");
        assertThat(Trees.child(item, "reason", ADMIN).text()).isEqualTo("spam");
    }

    @Test
    void whereNobodyMayTheRoomIsTold() throws Exception {
        room.staff.clear();
        assertThat(gateway.outcome(KICK, IN_DEN)).isEqualTo(Outcome.delivered());
        told("/me put out Zoe (spam) in the linked room; here the gateway may not.");
        Event ban = new Event.Membership(Event.Membership.Change.BAN, ZOE, null);
        assertThat(gateway.outcome(ban, IN_DEN)).isEqualTo(Outcome.delivered());
        told("/me put out Zoe for good in the linked room; here the gateway may not.");
    }

    @Test
    void aRoleFromElsewhereIsGivenInTheRoom() throws Exception {
        Event role = new Event.RoleChange(ALICE, Event.Role.MODERATOR);
        assertThat(gateway.outcome(role, IN_DEN)).isEqualTo(Outcome.delivered());
        Element item = asked(LISTENER);
        assertThat(item.attribute("nick")).isEqualTo("Alice");
        assertThat(item.attribute("role")).isEqualTo("moderator");
    }

    @Test
    void theRoleOfAGhostIsThatOfThePersonBehindIt() {
        String shown = NativeRoom.shown("Alice", LISTENER, "", "");
        gateway.server.send(
                shown.replace(
                        "role='participant'/>", "role='moderator'><actor nick='Zoe'/></item>"));
        Envelope envelope = gateway.expect(Event.RoleChange.class);
        Event.RoleChange change = (Event.RoleChange) envelope.event();
        assertThat(change.subject().address()).isEqualTo(ALICE.address());
        assertThat(change.role()).isEqualTo(Event.Role.MODERATOR);
        assertThat(envelope.sender().address()).isEqualTo(ZOE.address());
    }

    @Test
    void aGhostThatWasBannedMayComeBack() {
        String out = NativeRoom.shown("Alice", GHOST + "/parlance", " type='unavailable'", "");
        gateway.server.send(
                out.replace("role='participant'/>", "role='none'><actor nick='Zoe'/></item>")
                        .replace("</x>", "<status code='110'/><status code='301'/></x>"));
        ofAlice(Event.Membership.Change.BAN);
        gateway.server.send(
                ("<message from='%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
                                + "<item affiliation='none' role='none' jid='%s'/></x></message>")
                        .formatted(NativeRoom.JID, LISTENER, GHOST));
        ofAlice(Event.Membership.Change.UNBAN);
    }

    private void ofAlice(Event.Membership.Change change) {
        Running.until(
                () ->
                        gateway.around.hub.of(Event.Membership.class).stream()
                                .map(envelope -> (Event.Membership) envelope.event())
                                .anyMatch(
                                        it ->
                                                it.change() == change
                                                        && it.subject()
                                                                .address()
                                                                .equals(ALICE.address())));
    }
}
