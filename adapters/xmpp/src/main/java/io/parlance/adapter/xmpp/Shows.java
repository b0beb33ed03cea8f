package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Event;

import org.jivesoftware.smack.packet.PresenceBuilder;

/// What ghosts said last of their availability, for the rooms that they are occupants of (XEP-0045
/// §7.7). That somebody is offline does not count: they are still in the room, and who leaves is
/// told by memberships. Confined to the event loop.
final class Shows {
    private static final int REMEMBERED = 4096;
    private static final Event.Presence PLAIN =
            new Event.Presence(Event.Availability.AVAILABLE, null);

    private final Portraits portraits;
    private final Recent<Address, Event.Presence> said = new Recent<>(REMEMBERED);

    Shows(Portraits portraits) {
        this.portraits = portraits;
    }

    /// Notes what somebody's presence says.
    ///
    /// @return whether rooms are to show it
    boolean note(Address who, Event.Presence presence) {
        if (presence.availability() == Event.Availability.OFFLINE) {
            return false;
        }
        said.put(who, presence);
        return true;
    }

    /// Adds what is known of `who` to a presence in a room.
    PresenceBuilder on(PresenceBuilder stanza, Address who) {
        return withFace(XmppCodec.availability(stanza, said.getOrDefault(who, PLAIN)), who);
    }

    /// Adds which picture somebody has (XEP-0153).
    PresenceBuilder withFace(PresenceBuilder stanza, Address who) {
        String hash = portraits.hash(who);
        return hash == null ? stanza : stanza.addExtension(Tags.picture(hash));
    }
}
