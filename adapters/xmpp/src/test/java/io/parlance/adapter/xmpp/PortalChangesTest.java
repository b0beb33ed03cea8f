package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.PORTAL;
import static io.parlance.adapter.xmpp.Running.ROOM;
import static io.parlance.adapter.xmpp.Running.TOM;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Feature;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What becomes of what was said in a portal room, and of who is in it.
final class PortalChangesTest {
    private static final Conversation IN_PORTAL = new Conversation.Room(PORTAL);
    private static final String PHONE = "tom@xmpp.test/phone";

    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
        gateway.around.occupants.add(ALICE);
        gateway.server.send(
                ("<presence from='%s' to='%s/Tom'><x xmlns='http://jabber.org/protocol/muc'/>"
                                + "</presence>")
                        .formatted(PHONE, ROOM));
        gateway.server.expect(e -> e.child("subject", Tags.CLIENT) != null);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private MessageRef said() throws Exception {
        Delivery first = Running.delivery(Event.Message.of("hello"), IN_PORTAL);
        Outcome outcome = gateway.adapter.deliver(first).await(10, TimeUnit.SECONDS);
        NativeId id = ((Outcome.Delivered) outcome).nativeIds().getFirst();
        return new MessageRef(id, first.envelope().id());
    }

    @Test
    void editsAndReactionsNameTheMessage() throws Exception {
        MessageRef ref = said();
        String id = NativeIds.id(Trees.there(ref.nativeId()));
        gateway.outcome(new Event.Edit(ref, Body.of("hallo")), IN_PORTAL);
        Element edit = gateway.server.expect(e -> e.child("replace", Tags.CORRECT) != null);
        assertThat(Trees.child(edit, "replace", Tags.CORRECT).attribute("id")).isEqualTo(id);
        gateway.outcome(new Event.Reaction(ref, List.of("👍")), IN_PORTAL);
        Element reaction = gateway.server.expect(e -> e.child("reactions", Tags.REACTIONS) != null);
        assertThat(Trees.child(reaction, "reactions", Tags.REACTIONS).attribute("id"))
                .isEqualTo(id);
    }

    @Test
    void aRoomHasItsPicture() throws Exception {
        Attachment picture = new Attachment("door", "image/png", 3, URI.create("https://hs/door"));
        gateway.around.files.put(picture.location(), new byte[] {1, 2, 3});
        assertThat(gateway.adapter.capabilities(IN_PORTAL).has(Feature.ROOM_AVATAR)).isTrue();
        gateway.outcome(new Event.RoomChange(null, null, new Event.Avatar(picture)), IN_PORTAL);
        Element shown =
                gateway.server.expect(
                        e -> ROOM.equals(e.attribute("from")) && e.name().equals("presence"));
        Element update = Trees.child(shown, "x", "vcard-temp:x:update");
        assertThat(Trees.child(update, "photo", "vcard-temp:x:update").text())
                .isEqualTo("7037807198c22a7d2b0807371d763779a84fdfcf");
        gateway.server.send(
                "<iq type='get' from='%s' to='%s' id='card'><vCard xmlns='vcard-temp'/></iq>"
                        .formatted(PHONE, ROOM));
        Element card = gateway.server.expect(e -> "card".equals(e.attribute("id")));
        Element photo = Trees.child(Trees.first(card), "PHOTO", "vcard-temp");
        assertThat(Trees.child(photo, "BINVAL", "vcard-temp").text()).isEqualTo("AQID");
    }

    @Test
    void theRoomItselfTellsOfModeration() throws Exception {
        MessageRef ref = said();
        gateway.outcome(new Event.Retraction(ref, "spam", true), IN_PORTAL);
        Element told = gateway.server.expect(e -> e.child("retract", Tags.RETRACT) != null);
        assertThat(told.attribute("from")).isEqualTo(ROOM);
        Element retract = Trees.child(told, "retract", Tags.RETRACT);
        assertThat(retract.attribute("id")).isEqualTo(NativeIds.id(Trees.there(ref.nativeId())));
        assertThat(Trees.child(retract, "moderated", Tags.MODERATE).attribute("by"))
                .isEqualTo(ROOM + "/Alice");
    }

    @Test
    void whoIsPutOutElsewhereIsOutHere() throws Exception {
        Event.Membership ban =
                new Event.Membership(
                        Event.Membership.Change.BAN, new Participant(TOM, "Tom"), "spam");
        gateway.outcome(ban, IN_PORTAL);
        Element out =
                gateway.server.expect(
                        e ->
                                PHONE.equals(e.attribute("to"))
                                        && "unavailable".equals(e.attribute("type")));
        assertThat(RoomOccupants.codes(out)).contains("110", "301");
    }

    @Test
    void aReplyIsRepeatedToEverybodyAsItCame() {
        gateway.server.send(
                ("<message type='groupchat' from='%s' to='%s' id='abcdefghijkl'><body>&gt; q\nyes"
                                + "</body><reply xmlns='urn:xmpp:reply:0' id='q1'/>"
                                + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                                + "<body start='0' end='4'/></fallback>"
                                + "<stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='%s'/>"
                                + "</message>")
                        .formatted(PHONE, ROOM, ROOM));
        Event.Message reply = (Event.Message) gateway.expect(Event.Message.class).event();
        assertThat(reply.body().text()).isEqualTo("yes");
        Element told = gateway.server.expect(e -> "abcdefghijkl".equals(e.attribute("id")));
        Element fallback = Trees.child(told, "fallback", Tags.FALLBACK);
        assertThat(fallback.attribute("for")).isEqualTo(Tags.REPLY);
        assertThat(Trees.child(fallback, "body", Tags.FALLBACK).attribute("end")).isEqualTo("4");
        assertThat(told.children("stanza-id", Tags.SID))
                .noneMatch(id -> "forged".equals(id.attribute("id")));
    }

    @Test
    void historyHoldsEditsAndNothingThatWasTakenBack() {
        Envelope gone =
                Envelope.of(ALICE, IN_PORTAL, null, Instant.EPOCH, Event.Message.of("gone"));
        Envelope kept =
                Envelope.of(ALICE, IN_PORTAL, null, Instant.EPOCH, Event.Message.of("kept"));
        gateway.around.said.addAll(
                List.of(
                        gone,
                        kept,
                        Envelope.of(
                                ALICE,
                                IN_PORTAL,
                                null,
                                Instant.EPOCH,
                                new Event.Retraction(MessageRef.to(gone.id()), null)),
                        Envelope.of(
                                ALICE,
                                IN_PORTAL,
                                null,
                                Instant.EPOCH,
                                new Event.Edit(MessageRef.to(kept.id()), Body.of("better")))));
        gateway.server.received.clear();
        gateway.server.send(
                ("<presence from='eve@xmpp.test/a' to='%s/Eve'><x"
                                + " xmlns='http://jabber.org/protocol/muc'/></presence>")
                        .formatted(ROOM));
        gateway.server.expect(
                e ->
                        e.child("subject", Tags.CLIENT) != null
                                && "eve@xmpp.test/a".equals(e.attribute("to")));
        List<Element> history =
                gateway.server.received.stream()
                        .filter(e -> e.child("delay", "urn:xmpp:delay") != null)
                        .toList();
        assertThat(history)
                .extracting(e -> Trees.child(e, "body", Tags.CLIENT).text())
                .containsExactly("kept", "better");
        assertThat(Trees.child(history.getLast(), "replace", Tags.CORRECT).attribute("id"))
                .isEqualTo(history.getFirst().attribute("id"));
    }
}
