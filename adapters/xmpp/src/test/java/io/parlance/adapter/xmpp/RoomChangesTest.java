package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.DEN;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// What becomes of what was said in a linked room, and of the room.
final class RoomChangesTest {
    private static final Conversation IN_DEN = new Conversation.Room(DEN);
    private static final String LISTENER = "matrix.xmpp.test/parlance";
    private static final Address ZOE = Address.person(Surroundings.XMPP, NativeRoom.JID + "/Zoe");

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

    private static String attribute(Element stanza, String name, String space, String attribute) {
        return Trees.child(stanza, name, space).attribute(attribute, "");
    }

    @Test
    void aGhostChangesWhatItSaid() throws Exception {
        Delivery first = Running.delivery(Event.Message.of("hello"), IN_DEN);
        Outcome outcome = gateway.adapter.deliver(first).await(10, TimeUnit.SECONDS);
        NativeId id = ((Outcome.Delivered) outcome).nativeIds().getFirst();
        MessageRef ref = new MessageRef(id, first.envelope().id());
        gateway.outcome(new Event.Edit(ref, Body.of("hallo")), IN_DEN);
        Element edit = gateway.server.expect(e -> e.child("replace", Tags.CORRECT) != null);
        assertThat(attribute(edit, "replace", Tags.CORRECT, "id")).isEqualTo(first.key());
        gateway.outcome(new Event.Reaction(ref, List.of("👍")), IN_DEN);
        Element reaction = gateway.server.expect(e -> e.child("reactions", Tags.REACTIONS) != null);
        assertThat(attribute(reaction, "reactions", Tags.REACTIONS, "id"))
                .isEqualTo(NativeIds.id(id));
        gateway.outcome(new Event.Retraction(ref, null), IN_DEN);
        Element retraction = gateway.server.expect(e -> e.child("retract", Tags.RETRACT) != null);
        assertThat(attribute(retraction, "retract", Tags.RETRACT, "id"))
                .isEqualTo(NativeIds.id(id));
    }

    @Test
    void anOccupantTakesAMessageBackByTheRoomsId() {
        gateway.server.send(room.say("Zoe", "abcdefghijk1", "oops"));
        NativeId said = gateway.expect(Event.Message.class).nativeIds().getFirst();
        gateway.server.send(
                room.tell(
                        "Zoe",
                        "abcdefghijk2",
                        "<retract xmlns='urn:xmpp:message-retract:1' id='%s'/>"
                                .formatted(NativeIds.id(said))));
        Event.Retraction retraction =
                (Event.Retraction) gateway.expect(Event.Retraction.class).event();
        assertThat(retraction.target().nativeId()).isEqualTo(said);
        assertThat(retraction.byModerator()).isFalse();
    }

    @Test
    void whoTookTheNickOfTheAuthorTakesNothingBack() {
        String id = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='%s'/>";
        gateway.server.send(
                room.tell("Zoe", "abcdefghijk1", "<body>mine</body>" + id.formatted("one")));
        NativeId said = gateway.expect(Event.Message.class).nativeIds().getFirst();
        gateway.server.send(
                room.tell(
                        "Zoe",
                        "abcdefghijk2",
                        "<retract xmlns='urn:xmpp:message-retract:1' id='%s'/>"
                                        .formatted(NativeIds.id(said))
                                + id.formatted("two")));
        gateway.server.send(room.say("Zoe", "abcdefghijk3", "later"));
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 2);
        assertThat(gateway.around.hub.of(Event.Retraction.class)).isEmpty();
    }

    @Test
    void onlyTheRoomTellsOfModeration() {
        String moderated =
                "<retract xmlns='urn:xmpp:message-retract:1' id='s1'><moderated"
                        + " xmlns='urn:xmpp:message-moderate:1' by='%s/Zoe'/>"
                        + "<reason>spam</reason></retract>";
        gateway.server.send(room.tell("Zoe", "forged-by-zoe", moderated.formatted(NativeRoom.JID)));
        gateway.server.send(
                "<message type='groupchat' from='%s' to='%s' id='m'>%s</message>"
                        .formatted(NativeRoom.JID, LISTENER, moderated.formatted(NativeRoom.JID)));
        Envelope envelope = gateway.expect(Event.Retraction.class);
        Event.Retraction retraction = (Event.Retraction) envelope.event();
        assertThat(retraction.byModerator()).isTrue();
        assertThat(retraction.reason()).isEqualTo("spam");
        assertThat(envelope.sender().address()).isEqualTo(ZOE);
        assertThat(gateway.around.hub.of(Event.Retraction.class)).hasSize(1);
    }

    @Test
    void theSubjectThatTheRoomHasIsNoNewsTheNextOneIs() {
        gateway.server.send(
                "<message type='groupchat' from='%s' to='%s'><subject/></message>"
                        .formatted(NativeRoom.JID, LISTENER));
        gateway.server.send(room.tell("Zoe", "abcdefghijk1", "<subject>Tea</subject>"));
        assertThat(gateway.expect(Event.RoomChange.class).event())
                .isEqualTo(new Event.RoomChange(null, "Tea"));
        assertThat(gateway.around.hub.of(Event.RoomChange.class)).hasSize(1);
    }

    @Test
    void aTopicIsASubjectOrWordsWhereTheGhostMayNotSetIt() throws Exception {
        gateway.outcome(new Event.RoomChange(null, "Tea"), IN_DEN);
        gateway.server.expect(e -> e.child("subject", Tags.CLIENT) != null);
        room.everybodySetsTheSubject = false;
        assertThat(gateway.outcome(new Event.RoomChange(null, "Wine"), IN_DEN))
                .isInstanceOf(Outcome.Delivered.class);
        Element told =
                gateway.server.expect(
                        e -> {
                            Element body = e.child("body", Tags.CLIENT);
                            return body != null && body.text().contains("topic");
                        });
        assertThat(Trees.child(told, "body", Tags.CLIENT).text())
                .isEqualTo("/me changed the topic to “Wine”");
    }

    @Test
    void aNewNameIsANewNick() throws Exception {
        gateway.outcome(Event.Message.of("hi"), IN_DEN);
        Participant renamed = new Participant(ALICE.address(), "Alicia");
        Event event = new Event.Membership(Event.Membership.Change.JOIN, renamed, null);
        gateway.adapter
                .deliver(Running.delivery(event, renamed, IN_DEN, 1))
                .await(10, TimeUnit.SECONDS);
        Element presence =
                gateway.server.expect(e -> (NativeRoom.JID + "/Alicia").equals(e.attribute("to")));
        assertThat(presence.child("x", "http://jabber.org/protocol/muc")).isNull();
        until(() -> room.occupants.containsValue("Alicia"));
    }

    @Test
    void somebodyNativeIsPutOutByTheRoom() throws Exception {
        Event.Membership kick =
                new Event.Membership(
                        Event.Membership.Change.KICK, new Participant(ZOE, "Zoe"), "spam");
        assertThat(gateway.outcome(kick, IN_DEN)).isEqualTo(Outcome.delivered());
        Element iq =
                gateway.server.expect(
                        e -> e.child("query", "http://jabber.org/protocol/muc#admin") != null);
        Element item =
                Trees.child(
                        Trees.child(iq, "query", "http://jabber.org/protocol/muc#admin"),
                        "item",
                        "http://jabber.org/protocol/muc#admin");
        assertThat(item.attribute("nick")).isEqualTo("Zoe");
        assertThat(item.attribute("role")).isEqualTo("none");
    }

    @Test
    void rolesAreToldWhenTheyChange() {
        String staff = NativeRoom.shown("Zoe", LISTENER, "", "");
        gateway.server.send(staff.replace("role='participant'", "role='moderator'"));
        Event.RoleChange change = (Event.RoleChange) gateway.expect(Event.RoleChange.class).event();
        assertThat(change.role()).isEqualTo(Event.Role.MODERATOR);
        assertThat(change.subject().address()).isEqualTo(ZOE);
    }

    @Test
    void aNewNameIsAskedForWhenTheRoomWasConfigured() {
        String configured =
                "<message type='groupchat' from='%s' to='%s'>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<status code='104'/></x></message>";
        gateway.server.send(configured.formatted(NativeRoom.JID, LISTENER));
        room.name = "The Fair";
        gateway.server.send(configured.formatted(NativeRoom.JID, LISTENER));
        Envelope envelope = gateway.expect(Event.RoomChange.class);
        assertThat(envelope.event()).isEqualTo(new Event.RoomChange("The Fair", null));
        gateway.server.send(configured.formatted(NativeRoom.JID, LISTENER));
        gateway.server.send(room.say("Zoe", "abcdefghijk1", "later"));
        gateway.expect(Event.Message.class);
        assertThat(gateway.around.hub.of(Event.RoomChange.class)).hasSize(1);
    }
}
