package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;

import org.jivesoftware.smack.util.XmlStringBuilder;
import org.jspecify.annotations.Nullable;

/// What the staff of a room does, in stanzas (XEP-0045 §8 to §10, XEP-0425). Pure.
final class RoomStaff {
    private static final String USER = "http://jabber.org/protocol/muc#user";
    private static final String ADMIN = "http://jabber.org/protocol/muc#admin";

    private RoomStaff() {}

    /// What an occupant may do, by the `item` of their presence.
    static Event.Role role(@Nullable Element item) {
        String affiliation = item == null ? "" : item.attribute("affiliation", "");
        String role = item == null ? "" : item.attribute("role", "");
        return switch (affiliation) {
            case "owner" -> Event.Role.OWNER;
            case "admin" -> Event.Role.ADMIN;
            default ->
                    switch (role) {
                        case "moderator" -> Event.Role.MODERATOR;
                        case "visitor", "none" -> Event.Role.VISITOR;
                        default -> Event.Role.PARTICIPANT;
                    };
        };
    }

    /// The nick of who did it, or an empty text.
    static String actor(@Nullable Element item) {
        Element actor = item == null ? null : item.child("actor", USER);
        return actor == null ? "" : actor.attribute("nick", "");
    }

    /// Why, in words, or null.
    static @Nullable String reason(@Nullable Element item) {
        Element reason = item == null ? null : item.child("reason", USER);
        return reason == null || reason.text().isBlank() ? null : reason.text();
    }

    /// The request that puts somebody out, keeps them out or lets them in again; null if the room
    /// cannot be asked that.
    ///
    /// @param nick how they are called there, or null if they are not in
    static @Nullable CharSequence request(
            Event.Membership membership, Address subject, @Nullable String nick) {
        String why = membership.reason();
        boolean known = XmppAddresses.resource(subject.value()).isEmpty();
        return switch (membership.change()) {
            case KICK -> nick == null ? null : item("nick", nick, "role", "none", why);
            case BAN ->
                    known
                            ? item("jid", subject.value(), "affiliation", "outcast", why)
                            : nick == null ? null : item("nick", nick, "role", "none", why);
            case UNBAN -> known ? item("jid", subject.value(), "affiliation", "none", why) : null;
            case JOIN, LEAVE, INVITE -> null;
        };
    }

    /// The request that gives an occupant a role.
    static CharSequence role(String nick, Event.Role role) {
        String name =
                switch (role) {
                    case OWNER, ADMIN, MODERATOR -> "moderator";
                    case PARTICIPANT -> "participant";
                    case VISITOR -> "visitor";
                };
        return item("nick", nick, "role", name, null);
    }

    private static CharSequence item(
            String whom, String name, String what, String value, @Nullable String reason) {
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement("query").attribute("xmlns", ADMIN).rightAngleBracket();
        xml.halfOpenElement("item").attribute(whom, name).attribute(what, value);
        xml.rightAngleBracket();
        if (reason != null) {
            xml.element("reason", XmlText.clean(reason));
        }
        return xml.closeElement("item").closeElement("query");
    }

    /// The request that takes somebody's message back, or null if the room has no such message.
    static @Nullable CharSequence moderate(MessageRef target, @Nullable String reason) {
        String id = Naming.id(target);
        if (id == null) {
            return null;
        }
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement("moderate").attribute("xmlns", Tags.MODERATE).attribute("id", id);
        xml.rightAngleBracket();
        xml.halfOpenElement("retract").attribute("xmlns", Tags.RETRACT).closeEmptyElement();
        if (reason != null) {
            xml.element("reason", XmlText.clean(reason));
        }
        return xml.closeElement("moderate");
    }
}
