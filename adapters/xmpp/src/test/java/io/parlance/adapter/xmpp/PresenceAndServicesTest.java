package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.GHOST;
import static io.parlance.adapter.xmpp.Running.TOM;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

/// Rosters, presence, and the requests that clients make of a gateway.
final class PresenceAndServicesTest {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String NODE =
            "<pubsub xmlns='" + PUBSUB + "'><items node='urn:xmpp:avatar:%s'/></pubsub>";

    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private Element ask(String to, String child) {
        String id = "ask-" + gateway.server.received.size();
        gateway.server.send(
                "<iq type='get' from='tom@xmpp.test/phone' to='%s' id='%s'>%s</iq>"
                        .formatted(to, id, child));
        return gateway.server.expect(e -> id.equals(e.attribute("id")));
    }

    private static List<String> features(Element answer) {
        return answer.children("query", INFO).getFirst().children("feature", INFO).stream()
                .map(feature -> feature.attribute("var", ""))
                .toList();
    }

    @Test
    void aSubscriptionIsAgreedAndReturned() {
        gateway.server.send(
                "<presence type='subscribe' from='tom@xmpp.test' to='%s'/>".formatted(GHOST));
        gateway.server.expect(e -> "subscribed".equals(e.attribute("type")));
        gateway.server.expect(e -> "subscribe".equals(e.attribute("type")));
        assertThat(gateway.expect(Event.Subscription.class).conversation())
                .isEqualTo(new Conversation.Direct(ALICE.address()));
        gateway.server.send(
                "<presence type='unsubscribe' from='tom@xmpp.test' to='%s'/>".formatted(GHOST));
        gateway.server.expect(e -> "unsubscribed".equals(e.attribute("type")));
        assertThat(gateway.expect(Event.Subscription.class).event())
                .isEqualTo(new Event.Subscription(false));
    }

    @Test
    void presenceIsToldOncePerChangeOfThePerson() {
        String presence = "<presence from='tom@xmpp.test/%s' to='%s'%s>%s</presence>";
        String dnd = "<show>dnd</show><status>busy</status>";
        gateway.server.send(presence.formatted("a", GHOST, "", dnd));
        gateway.server.send(presence.formatted("a", "bob\\40hs.test@matrix.xmpp.test", "", dnd));
        gateway.server.send(presence.formatted("a", GHOST, " type='unavailable'", ""));
        until(() -> gateway.around.hub.of(Event.Presence.class).size() == 2);
        assertThat(gateway.around.hub.of(Event.Presence.class))
                .extracting(e -> ((Event.Presence) e.event()).availability())
                .containsExactly(Availability.BUSY, Availability.OFFLINE);
    }

    @Test
    void aGhostShowsItsPresenceAndAnswersProbes() throws Exception {
        Event.Presence away = new Event.Presence(Availability.AWAY, "tea");
        gateway.outcome(away, new Conversation.Everyone());
        Element shown = gateway.server.expect(e -> e.child("show", "jabber:client") != null);
        assertThat(shown.attribute("from")).isEqualTo(GHOST);
        assertThat(shown.attribute("to")).isEqualTo(TOM.value());
        assertThat(Trees.child(shown, "status", "jabber:client").text()).isEqualTo("tea");
        gateway.server.received.clear();
        gateway.server.send(
                "<presence type='probe' from='eve@xmpp.test' to='%s'/>".formatted(GHOST));
        Element answer = gateway.server.expect(e -> "eve@xmpp.test".equals(e.attribute("to")));
        assertThat(Trees.child(answer, "show", "jabber:client").text()).isEqualTo("away");
        gateway.adapter.stop().await(10, java.util.concurrent.TimeUnit.SECONDS);
        gateway.server.expect(
                e ->
                        "unavailable".equals(e.attribute("type"))
                                && TOM.value().equals(e.attribute("to")));
    }

    @Test
    void afterAReconnectUsersAreAskedHowTheyAre() throws Exception {
        gateway.server.send(
                "<presence type='subscribed' from='tom@xmpp.test' to='%s'/>".formatted(GHOST));
        until(() -> !gateway.around.stored.isEmpty());
        gateway.server.sockets.getLast().close();
        Element probe = gateway.server.expect(e -> "probe".equals(e.attribute("type")));
        assertThat(probe.attribute("to")).isEqualTo(TOM.value());
        assertThat(probe.attribute("from")).isEqualTo(GHOST);
    }

    @Test
    void theComponentSaysWhatItIs() {
        Element answer = ask("matrix.xmpp.test", "<query xmlns='" + INFO + "'/>");
        Element identity =
                answer.children("query", INFO).getFirst().children("identity", INFO).getFirst();
        assertThat(identity.attribute("category")).isEqualTo("gateway");
        assertThat(identity.attribute("type")).isEqualTo("matrix");
        assertThat(features(answer)).contains("jid\\20escaping", "http://jabber.org/protocol/muc");
        assertThat(features(ask(GHOST, "<query xmlns='" + INFO + "'/>")))
                .contains("urn:xmpp:receipts", "urn:xmpp:chat-markers:0");
        assertThat(features(ask(Running.ROOM, "<query xmlns='" + INFO + "'/>")))
                .contains("muc_nonanonymous", "urn:xmpp:occupant-id:0");
    }

    @Test
    void linkedRoomsAreListed() {
        gateway.around.linked.add(Running.PORTAL);
        Element answer =
                ask("matrix.xmpp.test", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        assertThat(Trees.first(Trees.first(answer)).attribute("jid")).isEqualTo(Running.ROOM);
    }

    @Test
    void aGhostHasACard() throws Exception {
        gateway.direct(Event.Message.of("so that the name is known"));
        Element card = Trees.first(ask(GHOST, "<vCard xmlns='vcard-temp'/>"));
        assertThat(Trees.child(card, "FN", "vcard-temp").text()).isEqualTo("Alice");
    }

    @Test
    void aPictureIsInTheNodesThatHoldPictures() throws Exception {
        gateway.outcome(
                new Event.Presence(Availability.AVAILABLE, null), new Conversation.Everyone());
        Attachment picture = new Attachment("me", "image/png", 3, URI.create("https://hs/me"));
        gateway.around.files.put(picture.location(), new byte[] {1, 2, 3});
        gateway.outcome(
                new Event.Profile(null, new Event.Avatar(picture)), new Conversation.Everyone());
        Element news = gateway.server.expect(e -> e.child("event", PUBSUB + "#event") != null);
        assertThat(news.attribute("to")).isEqualTo(TOM.value());
        Element info = only(only(only(only(only(news)))));
        String hash = "7037807198c22a7d2b0807371d763779a84fdfcf";
        assertThat(List.of(info.attribute("id", ""), info.attribute("bytes", "")))
                .containsExactly(hash, "3");
        Element item = only(only(only(ask(GHOST, NODE.formatted("data")))));
        assertThat(List.of(item.attribute("id", ""), only(item).text()))
                .containsExactly(hash, "AQID");
        gateway.outcome(new Event.Profile(null, Event.Avatar.NONE), new Conversation.Everyone());
        gateway.server.expect(
                e ->
                        e.child("event", PUBSUB + "#event") != null
                                && only(only(only(only(e)))).children().isEmpty());
        assertThat(XmppErrors.conditionOf(ask(GHOST, NODE.formatted("metadata"))))
                .isEqualTo("item-not-found");
    }

    private static Element only(Element parent) {
        return parent.children().getFirst();
    }

    @Test
    void everyRequestIsAnswered() {
        assertThat(ask(GHOST, "<ping xmlns='urn:xmpp:ping'/>").attribute("type"))
                .isEqualTo("result");
        Element version = ask("matrix.xmpp.test", "<query xmlns='jabber:iq:version'/>");
        assertThat(Trees.child(version.firstChild(), "name", "jabber:iq:version").text())
                .isEqualTo("Parlance");
        assertThat(XmppErrors.conditionOf(ask(GHOST, "<what xmlns='is:this'/>")))
                .isEqualTo("service-unavailable");
        assertThat(
                        XmppErrors.conditionOf(
                                ask("nonsense@matrix.xmpp.test", "<vCard xmlns='vcard-temp'/>")))
                .isNotEqualTo("undefined-condition");
    }

    @Test
    void aForeignWatcherIsToldToTheUser() throws Exception {
        gateway.direct(new Event.Subscription(true));
        Element subscribe = gateway.server.expect(e -> "subscribe".equals(e.attribute("type")));
        assertThat(subscribe.attribute("from")).isEqualTo(GHOST);
        assertThat(
                        new Participant(
                                        Address.person(
                                                Surroundings.XMPP, subscribe.attribute("to", "")),
                                        null)
                                .address())
                .isEqualTo(TOM);
    }
}
