package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.ALICE;
import static io.parlance.adapter.xmpp.Running.GHOST;
import static io.parlance.adapter.xmpp.Running.TOM;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.TimeUnit;

final class DirectMessagesTest {
    private static final Conversation TO_TOM = new Conversation.Direct(TOM);
    private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private void say(String id, String content) {
        gateway.server.send(
                "<message type='chat' from='tom@xmpp.test/phone' to='%s' id='%s'>%s</message>"
                        .formatted(GHOST, id, content));
    }

    @Test
    void whatComesFromOneOfOurOwnGhostsIsALoopAndNotHeard() throws Exception {
        String loop =
                "from='%s' to='bob\\40hs.test@matrix.xmpp.test' id='loop'"
                        .formatted(GHOST + "/parlance");
        gateway.server.send("<message type='chat' " + loop + "><body>round</body></message>");
        gateway.server.send("<message type='error' " + loop + "><body>round</body></message>");
        gateway.server.send("<presence type='subscribe' " + loop + "/>");
        gateway.server.send("<presence " + loop + "><show>away</show></presence>");
        gateway.server.send(
                "<message type='chat' from='matrix.xmpp.test' to='"
                        + GHOST
                        + "'>"
                        + "<body>from the component itself</body></message>");
        gateway.server.send(
                "<iq type='get' id='heard' from='xmpp.test' to='matrix.xmpp.test'>"
                        + "<ping xmlns='urn:xmpp:ping'/></iq>");
        gateway.server.expect(e -> "heard".equals(e.attribute("id")));
        assertThat(gateway.around.hub.envelopes).isEmpty();
        assertThat(gateway.server.received)
                .noneMatch(e -> e.attribute("to", "").startsWith(GHOST))
                .noneMatch(e -> "loop".equals(e.attribute("id")));
    }

    @Test
    void speechReachesTheHub() {
        say(
                "abcdefghijkl",
                "<body>grüß 👋</body><nick xmlns='http://jabber.org/protocol/nick'>Tom</nick>"
                        + "<hops xmlns='urn:parlance:hops:0'><hop>gw9;irc</hop></hops>"
                        + "<delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05Z'/>");
        Envelope envelope = gateway.expect(Event.Message.class);
        assertThat(envelope.sender()).isEqualTo(new Participant(TOM, "Tom"));
        assertThat(envelope.conversation()).isEqualTo(new Conversation.Direct(ALICE.address()));
        assertThat(envelope.event()).isEqualTo(Event.Message.of("grüß 👋"));
        assertThat(envelope.trail()).containsExactly(new Hop("gw9", "irc"));
        assertThat(envelope.sentAt()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(NativeIds.id(envelope.nativeIds().getFirst())).isEqualTo("abcdefghijkl");
    }

    @Test
    void kindsOfSpeechAreTold() {
        say("abcdefghijk1", "<body>/me waves</body>");
        assertThat(((Event.Message) gateway.expect(Event.Message.class).event()).style())
                .isEqualTo(Event.Style.EMOTE);
        say(
                "abcdefghijk2",
                "<body>new</body><replace xmlns='urn:xmpp:message-correct:0' id='abcdefghijk1'/>");
        Event.Edit edit = (Event.Edit) gateway.expect(Event.Edit.class).event();
        assertThat(edit.target().nativeId())
                .isEqualTo(
                        gateway.around
                                .hub
                                .of(Event.Message.class)
                                .getFirst()
                                .nativeIds()
                                .getFirst());
        say(
                "abcdefghijk3",
                "<reactions xmlns='urn:xmpp:reactions:0'"
                        + " id='x'><reaction>👍</reaction></reactions>");
        assertThat(((Event.Reaction) gateway.expect(Event.Reaction.class).event()).emoji())
                .containsExactly("👍");
        say(
                "abcdefghijk4",
                "<body>&gt; quoted\nyes</body><reply xmlns='urn:xmpp:reply:0' id='q' to='x'/>"
                        + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                        + "<body start='0' end='9'/></fallback>");
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 2);
        Event.Message reply = (Event.Message) gateway.expect(Event.Message.class).event();
        assertThat(reply.body().text()).isEqualTo("yes");
        assertThat(reply.inReplyTo()).isNotNull();
    }

    @Test
    void orderIsKept() {
        for (int i = 0; i < 200; i++) {
            say("ordered-message-" + i, "<body>" + i + "</body>");
        }
        until(() -> gateway.around.hub.of(Event.Message.class).size() == 200);
        List<String> texts =
                gateway.around.hub.of(Event.Message.class).stream()
                        .map(e -> ((Event.Message) e.event()).body().text())
                        .toList();
        assertThat(texts).startsWith("0", "1", "2", "3").endsWith("198", "199");
    }

    @Test
    void aMessageOfTheGhostCarriesAllThatClientsNeed() throws Exception {
        Delivery delivery = Running.delivery(Event.Message.of("hi \u0001 & <bye>"), TO_TOM);
        Envelope envelope = delivery.envelope().withTrail(List.of(new Hop("gw1", "matrix")));
        delivery = new Delivery(envelope, delivery.destination(), TO_TOM, delivery.audience(), 1);
        Outcome outcome = gateway.adapter.deliver(delivery).await(10, TimeUnit.SECONDS);
        Element message = gateway.server.expect(e -> e.name().equals("message"));
        assertThat(message.attribute("from")).isEqualTo(GHOST);
        assertThat(message.attribute("id")).isEqualTo(delivery.key());
        assertThat(message.children("body", "jabber:client").getFirst().text())
                .isEqualTo("hi \uFFFD & <bye>");
        assertThat(message.children())
                .extracting(Element::name)
                .contains("request", "markable", "nick", "hops", "active");
        assertThat(((Outcome.Delivered) outcome).nativeIds())
                .extracting(NativeIds::id)
                .containsExactly(delivery.key());
    }

    @Test
    void onlyWhoAskedIsToldOfTheArrival() throws Exception {
        List<String> ids = List.of("unasked-for", "asked-for");
        for (String id : ids) {
            String request = id.equals("asked-for") ? "<request xmlns='urn:xmpp:receipts'/>" : "";
            say(id, "<body>x</body>" + request);
            until(() -> gateway.around.hub.of(Event.Message.class).size() == ids.indexOf(id) + 1);
            NativeId theirs = gateway.expect(Event.Message.class).nativeIds().getFirst();
            gateway.direct(new Event.Receipt(MessageRef.to(theirs), Event.Receipt.Stage.DELIVERED));
        }
        Element told = gateway.server.expect(e -> e.child("received", "urn:xmpp:receipts") != null);
        assertThat(told.children("received", "urn:xmpp:receipts").getFirst().attribute("id"))
                .isEqualTo("asked-for");
    }

    @Test
    void receiptsAndTypingGoBothWays() throws Exception {
        Delivery delivery = Running.delivery(Event.Message.of("hi"), TO_TOM);
        Outcome outcome = gateway.adapter.deliver(delivery).await(10, TimeUnit.SECONDS);
        NativeId ours = ((Outcome.Delivered) outcome).nativeIds().getFirst();
        say("r", "<received xmlns='urn:xmpp:receipts' id='" + delivery.key() + "'/>");
        assertThat(gateway.expect(Event.Receipt.class).event())
                .isEqualTo(new Event.Receipt(MessageRef.to(ours), Event.Receipt.Stage.DELIVERED));
        say("s", "<displayed xmlns='urn:xmpp:chat-markers:0' id='" + delivery.key() + "'/>");
        until(() -> gateway.around.hub.of(Event.Receipt.class).size() == 2);
        say("t", "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        assertThat(gateway.expect(Event.Typing.class).event()).isEqualTo(new Event.Typing(true));

        say("abcdefghijkl", "<body>x</body>");
        NativeId theirs = gateway.expect(Event.Message.class).nativeIds().getFirst();
        gateway.direct(new Event.Receipt(MessageRef.to(theirs), Event.Receipt.Stage.DISPLAYED));
        Element marker =
                gateway.server.expect(e -> e.child("displayed", "urn:xmpp:chat-markers:0") != null);
        assertThat(
                        marker.children("displayed", "urn:xmpp:chat-markers:0")
                                .getFirst()
                                .attribute("id"))
                .isEqualTo("abcdefghijkl");
        gateway.direct(new Event.Typing(true));
        gateway.server.expect(
                e -> e.child("composing", "http://jabber.org/protocol/chatstates") != null);
    }

    @Test
    void aRefusalIsToldAtOnce() {
        Failure failure =
                Failure.certain(FailureReason.RECIPIENT_UNKNOWN, "Nobody is called so.", "d");
        gateway.around.hub.answer = _ -> Future.succeededFuture(new Acceptance.Rejected(failure));
        say("abcdefghijkl", "<body>x</body>");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(error.attribute("id")).isEqualTo("abcdefghijkl");
        Element detail = error.children("error", "jabber:client").getFirst();
        assertThat(detail.child("item-not-found", STANZAS)).isNotNull();
        assertThat(detail.children("text", STANZAS).getFirst().text())
                .isEqualTo("Nobody is called so.");
    }

    @Test
    void aFullDiskIsToldAtOnce() {
        gateway.around.hub.answer = _ -> Future.failedFuture("disk full");
        say("abcdefghijkl", "<body>x</body>");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(error.children("error", "jabber:client").getFirst().attribute("type"))
                .isEqualTo("wait");
    }

    @Test
    void aTextOverTheLimitIsRefused() {
        say("abcdefghijkl", "<body>" + "x".repeat(70 * 1024) + "</body>");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(
                        error.children("error", "jabber:client")
                                .getFirst()
                                .child("policy-violation", STANZAS))
                .isNotNull();
        assertThat(gateway.around.hub.of(Event.Message.class)).isEmpty();
    }

    @Test
    void aBounceIsToldToTheWriterAndNeverAnswered() throws Exception {
        Delivery delivery = Running.delivery(Event.Message.of("hi"), TO_TOM);
        gateway.adapter.deliver(delivery).await(10, TimeUnit.SECONDS);
        gateway.server.send(
                ("<message type='error' from='tom@xmpp.test' to='%s' id='%s'><error type='cancel'>"
                                + "<service-unavailable xmlns='%s'/></error></message>")
                        .formatted(GHOST, delivery.key(), STANZAS));
        Envelope envelope = gateway.expect(Event.DeliveryFailure.class);
        Event.DeliveryFailure failure = (Event.DeliveryFailure) envelope.event();
        assertThat(failure.recipient()).isEqualTo(TOM);
        assertThat(failure.failure().reason()).isEqualTo(FailureReason.RECIPIENT_UNAVAILABLE);
        assertThat(failure.target().nativeId()).isNotNull();
        assertThat(gateway.server.received).noneMatch(e -> "error".equals(e.attribute("type")));
    }

    @Test
    void aSecondMessageIsLean() throws Exception {
        gateway.direct(Event.Message.of("one"));
        Delivery second = Running.delivery(Event.Message.of("two"), TO_TOM);
        gateway.adapter.deliver(second).await(10, TimeUnit.SECONDS);
        Element message = gateway.server.expect(e -> second.key().equals(e.attribute("id")));
        assertThat(message.children())
                .extracting(Element::name)
                .containsExactlyInAnyOrder("body", "request", "markable");
        Participant renamed = new Participant(ALICE.address(), "Alicia");
        gateway.adapter
                .deliver(Running.delivery(Event.Message.of("three"), renamed, TO_TOM, 1))
                .await(10, TimeUnit.SECONDS);
        gateway.server.expect(
                e ->
                        e.children("nick", "http://jabber.org/protocol/nick").stream()
                                .anyMatch(nick -> nick.text().equals("Alicia")));
    }

    @Test
    void aReactionThatCannotCrossIsNotAcceptable() throws Exception {
        say(
                "their-own-reaction-id",
                "<reactions xmlns='urn:xmpp:reactions:0'"
                        + " id='x'><reaction>👍</reaction></reactions>");
        NativeId theirs = gateway.expect(Event.Reaction.class).nativeIds().getFirst();
        Failure failure = Failure.certain(FailureReason.UNSUPPORTED, "Not there.", "d");
        gateway.direct(
                new Event.DeliveryFailure(
                        MessageRef.to(theirs), ALICE.address(), failure, Event.Act.REACTION));
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(error.attribute("id")).isEqualTo("their-own-reaction-id");
        assertThat(Trees.child(error, "error", "jabber:client").child("not-acceptable", STANZAS))
                .isNotNull();
    }

    private void failed(String id) throws Exception {
        NativeId target = new NativeIds(Surroundings.XMPP).direct(TOM.value(), GHOST, id);
        Failure failure = Failure.certain(FailureReason.FORBIDDEN, "Not you.", "d");
        gateway.direct(
                new Event.DeliveryFailure(new MessageRef(target, null), ALICE.address(), failure));
    }

    @Test
    void aFailureElsewhereBecomesAStanzaErrorForTheDeviceThatWrote() throws Exception {
        say("their-own-unique-id", "<body>hi</body>");
        gateway.expect(Event.Message.class);
        failed("their-own-unique-id");
        Element error = gateway.server.expect(e -> "error".equals(e.attribute("type")));
        assertThat(error.attribute("id")).isEqualTo("their-own-unique-id");
        assertThat(error.attribute("to")).isEqualTo("tom@xmpp.test/phone");
        assertThat(error.children("error", "jabber:client").getFirst().child("forbidden", STANZAS))
                .isNotNull();
    }

    @Test
    void aFailureOfAMessageFromAnUnknownDeviceIsToldInWords() throws Exception {
        failed("from-before-a-restart");
        Element told = gateway.server.expect(e -> e.name().equals("message"));
        assertThat(told.attribute("to")).isEqualTo("tom@xmpp.test");
        Element body = told.child("body", "jabber:client");
        assertThat(body).isNotNull();
        assertThat(body.text()).contains("not delivered").contains("Not you.");
    }

    @Test
    void ghostsThatCannotBeSpelledAreRemembered() throws Exception {
        Participant odd = Participant.of(Address.person(Surroundings.MATRIX, "@Ａlice☃:hs.test"));
        gateway.adapter
                .deliver(Running.delivery(Event.Message.of("hi"), odd, TO_TOM, 1))
                .await(10, TimeUnit.SECONDS);
        String from = gateway.server.expect(e -> e.name().equals("message")).attribute("from", "");
        gateway.server.send(
                "<message from='tom@xmpp.test/a' to='%s' id='abcdefghijkl'><body>re</body></message>"
                        .formatted(from));
        assertThat(gateway.expect(Event.Message.class).conversation())
                .isEqualTo(new Conversation.Direct(odd.address()));
    }

    @Test
    void ourOwnGhostsAreNeverReported() {
        gateway.server.send(
                "<message from='bob\\40hs.test@matrix.xmpp.test' to='%s' id='abcdefghijk1'><body>x</body></message>"
                        .formatted(GHOST));
        say("abcdefghijk2", "<body>last</body>");
        gateway.expect(Event.Message.class);
        assertThat(gateway.around.hub.envelopes).hasSize(1);
    }
}
