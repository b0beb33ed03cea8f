package io.parlance.conformance.probe;

import io.parlance.conformance.lab.LabEnv;

import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

import java.util.UUID;

/// An XMPP client: direct messages with receipts, presence, rooms.
public final class XmppProbe implements Probe {
    private final XMPPTCPConnection connection;
    private final String nick;
    private final Sightings sightings = new Sightings();

    /// Logs in as `name`, who enters rooms as `nick`.
    public XmppProbe(LabEnv lab, String name, String nick) throws Exception {
        LabEnv.Account account = lab.account("XMPP_USERS", name);
        this.nick = nick;
        XMPPTCPConnectionConfiguration configuration =
                XMPPTCPConnectionConfiguration.builder()
                        .setHost(lab.get("XMPP_HOST"))
                        .setPort(lab.port("XMPP_C2S_PORT"))
                        .setXmppDomain(lab.get("XMPP_DOMAIN"))
                        .setUsernameAndPassword(account.name(), account.password())
                        .setResource("probe-" + UUID.randomUUID().toString().substring(0, 8))
                        .setSecurityMode(ConnectionConfiguration.SecurityMode.disabled)
                        .build();
        connection = new XMPPTCPConnection(configuration);
        connection.setReplyTimeout(20_000);
        connection.addStanzaListener(stanza -> message((Message) stanza), StanzaTypeFilter.MESSAGE);
        connection.addStanzaListener(
                stanza -> presence((Presence) stanza), StanzaTypeFilter.PRESENCE);
        Roster.getInstanceFor(connection).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        connection.connect().login();
    }

    @Override
    public String network() {
        return "xmpp";
    }

    @Override
    public String address() {
        return connection.getUser().asBareJid().toString();
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public String tell(String recipient, String text) throws Exception {
        MessageBuilder message = direct(recipient).setBody(text);
        message.addExtension(new DeliveryReceiptRequest());
        return send(message);
    }

    @Override
    public void enter(String room) throws Exception {
        MultiUserChat chat = chat(room);
        chat.createOrJoin(Resourcepart.from(nick)).makeInstant();
    }

    /// Enters a room that must not be made, such as a portal.
    public void join(String room) throws Exception {
        chat(room).join(Resourcepart.from(nick));
    }

    @Override
    public String say(String room, String text) throws Exception {
        return send(
                StanzaBuilder.buildMessage(UUID.randomUUID().toString())
                        .to(JidCreate.from(room))
                        .ofType(Message.Type.groupchat)
                        .setBody(text));
    }

    /// Says whether the account is writing to a person.
    public void typing(String recipient, boolean active) throws Exception {
        ChatState state = active ? ChatState.composing : ChatState.paused;
        send(direct(recipient).addExtension(new ChatStateExtension(state)));
    }

    /// Sets presence for all who see the account.
    public void presence(Presence.Mode mode, String status) throws Exception {
        connection.sendStanza(
                StanzaBuilder.buildPresence().setMode(mode).setStatus(status).build());
    }

    /// Asks to see somebody's presence.
    public void subscribe(String person) throws Exception {
        connection.sendStanza(
                StanzaBuilder.buildPresence()
                        .ofType(Presence.Type.subscribe)
                        .to(JidCreate.from(person))
                        .build());
    }

    /// The connection, for what this class does not do.
    public XMPPTCPConnection connection() {
        return connection;
    }

    private MessageBuilder direct(String recipient) throws Exception {
        return StanzaBuilder.buildMessage(UUID.randomUUID().toString())
                .to(JidCreate.from(recipient))
                .ofType(Message.Type.chat);
    }

    private String send(MessageBuilder message) throws Exception {
        Message built = message.build();
        connection.sendStanza(built);
        return built.getStanzaId();
    }

    private MultiUserChat chat(String room) throws Exception {
        return MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFrom(room));
    }

    private void message(Message message) {
        String text = message.getBody();
        DeliveryReceipt receipt = DeliveryReceipt.from(message);
        boolean composing = message.hasExtension("composing", ChatStateExtension.NAMESPACE);
        if (message.getType() == Message.Type.error) {
            add("error", message, id(message), String.valueOf(message.getError()));
        } else if (text != null) {
            add("message", message, id(message), text);
        } else if (receipt != null) {
            add("receipt", message, receipt.getId(), "delivered");
        } else if (composing) {
            add("typing", message, "", "");
        }
    }

    private void presence(Presence presence) {
        String status = presence.getStatus();
        String shown = presence.isAvailable() ? presence.getMode().name() : "offline";
        boolean inRoom = presence.hasExtension("x", "http://jabber.org/protocol/muc#user");
        if (inRoom) {
            add(presence.isAvailable() ? "join" : "leave", presence, "", shown);
        } else {
            add("presence", presence, "", shown + (status == null ? "" : " " + status));
        }
    }

    private void add(String kind, Stanza stanza, String id, String text) {
        Jid from = stanza.getFrom();
        Nick name = stanza.getExtension(Nick.class);
        boolean group =
                (stanza instanceof Message m && m.getType() == Message.Type.groupchat)
                        || kind.equals("join")
                        || kind.equals("leave");
        String bare = String.valueOf(from.asBareJid());
        String resource = String.valueOf(from.getResourceOrEmpty());
        sightings.add(
                Seen.now(
                        kind,
                        group ? resource : bare,
                        group ? resource : name == null ? null : name.getName(),
                        group ? bare : null,
                        id,
                        text));
    }

    private static String id(Stanza stanza) {
        String id = stanza.getStanzaId();
        return id == null ? "" : id;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
