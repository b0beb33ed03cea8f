package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Event;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.MUCRole;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCItem;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.parts.Resourcepart;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/// Stanzas of multi-user chat (XEP-0045), as a room sends them and as an occupant does. Pure.
final class MucStanzas {
    /// Status codes of XEP-0045 §15.6.
    static final int NON_ANONYMOUS = 100;

    /// The presence is the receiver's own.
    static final int SELF = 110;

    /// Put out for good.
    static final int BANNED = 301;

    /// The occupant goes on under another nick.
    static final int NEW_NICK = 303;

    /// Put out.
    static final int KICKED = 307;

    /// The service stops.
    static final int SHUTDOWN = 332;

    /// Put out because of a technical problem.
    static final int TECHNICAL = 333;

    private static final String MUC = "http://jabber.org/protocol/muc";

    /// The room's settings changed.
    private static final String CONFIGURED = "104";

    private MucStanzas() {}

    /// That something about the room itself is another now (XEP-0045 §10.2.1).
    static Message configured(Jid room) {
        String user = MUCUser.NAMESPACE;
        return StanzaBuilder.buildMessage()
                .ofType(Message.Type.groupchat)
                .from(room)
                .addExtension(
                        Tags.of("x", user)
                                .addElement(
                                        Tags.of("status", user)
                                                .addAttribute("code", CONFIGURED)
                                                .build())
                                .build())
                .build();
    }

    /// Which picture the room has (XEP-0486 §3.1).
    ///
    /// @param hash of the picture; null if there is none
    static Presence picture(Jid room, Jid to, @Nullable String hash) {
        return StanzaBuilder.buildPresence()
                .from(room)
                .to(to)
                .addExtension(Tags.picture(hash == null ? "" : hash))
                .build();
    }

    /// Which picture the room has, for its service discovery (XEP-0486 §3.1).
    static StandardExtensionElement pictureInfo(String hash) {
        return Tags.of("x", AdHocXml.DATA)
                .addAttribute("type", "result")
                .addElement(field("FORM_TYPE", "hidden", MUC + "#roominfo"))
                .addElement(field("muc#roominfo_avatarhash", "text-multi", hash))
                .build();
    }

    private static StandardExtensionElement field(String name, String type, String value) {
        return Tags.of("field", AdHocXml.DATA)
                .addAttribute("var", name)
                .addAttribute("type", type)
                .addElement("value", value)
                .build();
    }

    /// An occupant's presence as the room shows it.
    ///
    /// @param real the occupant's JID to show, or null
    /// @param here false when the occupant goes
    /// @param standing what the occupant may do
    /// @param newNick the nick the occupant takes next, with status 303; else null
    static PresenceBuilder occupant(
            Jid from,
            Jid to,
            Address who,
            @Nullable Jid real,
            boolean here,
            Event.Role standing,
            @Nullable String newNick,
            int... status) {
        MUCUser muc = new MUCUser();
        muc.setItem(
                new MUCItem(
                        affiliation(standing),
                        here ? role(standing) : MUCRole.none,
                        null,
                        null,
                        real,
                        newNick == null ? null : Resourcepart.fromOrThrowUnchecked(newNick),
                        null));
        for (int code : status) {
            muc.addStatusCode(MUCUser.Status.create(code));
        }
        return StanzaBuilder.buildPresence()
                .ofType(here ? Presence.Type.available : Presence.Type.unavailable)
                .from(from)
                .to(to)
                .addExtension(muc)
                .addExtension(occupantId(from.asBareJid().toString(), who));
    }

    private static MUCAffiliation affiliation(Event.Role standing) {
        return switch (standing) {
            case OWNER -> MUCAffiliation.owner;
            case ADMIN -> MUCAffiliation.admin;
            case MODERATOR, PARTICIPANT, VISITOR -> MUCAffiliation.none;
        };
    }

    private static MUCRole role(Event.Role standing) {
        return switch (standing) {
            case OWNER, ADMIN, MODERATOR -> MUCRole.moderator;
            case PARTICIPANT -> MUCRole.participant;
            case VISITOR -> MUCRole.visitor;
        };
    }

    /// An id that stays the same for one person in one room (XEP-0421) and tells nothing of who it
    /// is.
    static StandardExtensionElement occupantId(String room, Address who) {
        byte[] text = (room + "|" + who).getBytes(StandardCharsets.UTF_8);
        return StandardExtensionElement.builder("occupant-id", "urn:xmpp:occupant-id:0")
                .addAttribute("id", UUID.nameUUIDFromBytes(text).toString())
                .build();
    }

    /// Adds what the room says about a message: its id (XEP-0359), and when it was said if it is an
    /// earlier one (XEP-0203).
    static MessageBuilder stamped(
            MessageBuilder message, String room, String stanzaId, @Nullable Instant said) {
        message.addExtension(new StanzaIdElement(stanzaId, room));
        if (said != null) {
            message.addExtension(new DelayInformation(Date.from(said), room, null));
        }
        return message;
    }

    /// A request to enter without earlier messages.
    static PresenceBuilder join(Jid from, Jid to) {
        return StanzaBuilder.buildPresence()
                .from(from)
                .to(to)
                .addExtension(new MUCInitialPresence(null, 0, 0, -1, null));
    }

    /// A request to leave.
    static Presence leave(Jid from, Jid to) {
        return StanzaBuilder.buildPresence()
                .ofType(Presence.Type.unavailable)
                .from(from)
                .to(to)
                .build();
    }
}
