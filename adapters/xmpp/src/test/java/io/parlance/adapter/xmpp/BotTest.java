package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.DEN;
import static io.parlance.adapter.xmpp.Running.TOM;
import static io.parlance.adapter.xmpp.Running.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/// The gateway's bot as XMPP sees it: the component itself, its ad-hoc commands, an occupant.
final class BotTest {
    private static final String COMPONENT = "matrix.xmpp.test";
    private static final Conversation BOT = new Conversation.Direct(GatewayBot.ADDRESS);
    private Running gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private Element ask(String type, String child) {
        String id = "ask-" + gateway.server.received.size();
        gateway.server.send(
                "<iq type='%s' from='tom@xmpp.test/phone' to='%s' id='%s'>%s</iq>"
                        .formatted(type, COMPONENT, id, child));
        return gateway.server.expect(e -> id.equals(e.attribute("id")));
    }

    private static Delivery answer(String text, Conversation target) {
        Event said = new Event.Message(Body.of(text), Event.Style.NOTICE, null);
        return delivery(said, GatewayBot.PARTICIPANT, target, 1);
    }

    private Outcome deliver(String text, Conversation target) throws Exception {
        return gateway.adapter.deliver(answer(text, target)).await(10, TimeUnit.SECONDS);
    }

    @Test
    void whoWritesToTheComponentWritesToTheBotAndIsAnsweredByIt() throws Exception {
        gateway.server.send(
                "<message type='chat' from='tom@xmpp.test/phone' to='%s' id='m1'><body>help</body></message>"
                        .formatted(COMPONENT));
        assertThat(gateway.expect(Event.Message.class).conversation()).isEqualTo(BOT);
        assertThat(deliver("You can ask me", new Conversation.Direct(TOM)))
                .isInstanceOf(Outcome.Delivered.class);
        Element answer = gateway.server.expect(e -> e.child("body", "jabber:client") != null);
        assertThat(answer.attribute("from")).startsWith(COMPONENT);
        assertThat(answer.attribute("to")).isEqualTo(TOM.value());
    }

    @Test
    void commandsAreListedAndAskForWhatTheyNeed() {
        Element list =
                ask(
                        "get",
                        "<query xmlns='%s' node='%s'/>"
                                .formatted(AdHocXml.ITEMS, AdHocXml.COMMANDS));
        assertThat(Trees.first(list).children("item", AdHocXml.ITEMS))
                .extracting(item -> item.attribute("node"))
                .contains("help", "link", "unlink", "who", "loss");
        Element form =
                Trees.first(
                        ask(
                                "set",
                                "<command xmlns='%s' node='link'/>".formatted(AdHocXml.COMMANDS)));
        assertThat(form.attribute("status")).isEqualTo("executing");
        assertThat(form.child("x", AdHocXml.DATA)).isNotNull();
        assertThat(
                        XmppErrors.conditionOf(
                                ask(
                                        "set",
                                        "<command xmlns='%s' node='rm'/>"
                                                .formatted(AdHocXml.COMMANDS))))
                .isEqualTo("item-not-found");
    }

    @Test
    void aFilledFormIsWhatOneWouldHaveWrittenAndTheAnswerCompletesIt() throws Exception {
        gateway.server.send(
                """
                <iq type='set' from='tom@xmpp.test/phone' to='%s' id='c1'><command xmlns='%s' node='link'
                sessionid='s1'><x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>xmpp:a@b matrix:#"c</value>
                </field></x></command></iq>\
                """
                        .formatted(COMPONENT, AdHocXml.COMMANDS));
        Event.Message written = (Event.Message) gateway.expect(Event.Message.class).event();
        assertThat(written.body().text()).isEqualTo("link \"xmpp:a@b\" \"matrix:#\\\"c\"");
        deliver("Linked <all> & sundry", new Conversation.Direct(TOM));
        Element done = Trees.first(gateway.server.expect(e -> "c1".equals(e.attribute("id"))));
        assertThat(done.attribute("status")).isEqualTo("completed");
        assertThat(done.attribute("sessionid")).isEqualTo("s1");
        assertThat(Trees.child(done, "note", AdHocXml.COMMANDS).text())
                .isEqualTo("Linked <all> & sundry");
    }

    @Test
    void inARoomTheGatewaysOccupantSpeaksAndTellsWhoIsStaff() throws Exception {
        NativeRoom room = new NativeRoom();
        gateway.server.script = room;
        assertThat(deliver("May I?", new Conversation.Room(DEN)))
                .isInstanceOf(Outcome.Delivered.class);
        Element said = gateway.server.expect(e -> e.child("body", "jabber:client") != null);
        assertThat(said.attribute("from")).isEqualTo(COMPONENT + "/parlance");
        gateway.server.send(
                "<presence from='den@rooms.xmpp.test/Tom' to='%s/parlance'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' jid='tom@xmpp.test/phone'/></x></presence>"
                        .formatted(COMPONENT));
        gateway.expect(Event.Membership.class);
        assertThat(gateway.adapter.role(DEN, TOM).await(10, TimeUnit.SECONDS))
                .contains(Event.Role.OWNER);
        Address eve = Address.person(TOM.network(), "eve@xmpp.test");
        assertThat(gateway.adapter.role(DEN, eve).await(10, TimeUnit.SECONDS))
                .contains(Event.Role.VISITOR);
    }

    @Test
    void anInvitationIsFollowedToRoomsOfTheServiceAlone() {
        for (String room : new String[] {"x@elsewhere.test", DEN.value()}) {
            gateway.server.send(
                    "<message from='tom@xmpp.test/phone' to='%s'><x xmlns='jabber:x:conference' jid='%s'/></message>"
                            .formatted(COMPONENT, room));
        }
        gateway.server.expect(e -> e.attribute("to", "").startsWith(DEN.value()));
        assertThat(gateway.server.received)
                .noneMatch(e -> e.attribute("to", "").startsWith("x@elsewhere.test"));
    }
}
