package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.jivesoftware.smack.packet.Message;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What a message of a native room says, as an envelope. Pure.
final class RoomReader {
    private static final String SID = "urn:xmpp:sid:0";

    private RoomReader() {}

    /// The id that the room gave a message, or an empty text (XEP-0359: only the room's own word
    /// counts).
    static String stanzaId(Element message, String room) {
        for (Element id : message.children("stanza-id", SID)) {
            if (room.equals(id.attribute("by"))) {
                return id.attribute("id", "");
            }
        }
        return "";
    }

    /// The envelope of a message that somebody native wrote, or null if it says nothing that
    /// crosses.
    ///
    /// @param stanzaId the room's id of it, or empty
    /// @param at when it was said, or null to read it from the message
    /// @param people who goes by a nick there
    /// @throws InvalidValue if it breaks the model's rules
    static @Nullable Envelope envelope(
            Parts parts,
            Address room,
            Element raw,
            Address writer,
            String stanzaId,
            @Nullable Instant at,
            People people)
            throws MalformedStanza {
        Message message = Stanzas.message(raw);
        NativeIds ids = parts.ids();
        String from = raw.attribute("from", "");
        Event event =
                MessageReader.event(
                        message, raw, new Namings(parts).read(room.value(), from, people));
        if (event == null) {
            return null;
        }
        String id = raw.attribute("id", "");
        Stream<@Nullable NativeId> nativeIds =
                event instanceof Event.Ephemeral
                        ? Stream.of()
                        : stanzaId.isEmpty()
                                ? Stream.of(ids.arrived(from, room.value(), id))
                                : Stream.of(
                                        ids.room(room.value(), stanzaId), ids.occupant(from, id));
        List<NativeId> known =
                nativeIds.filter(Objects::nonNull).map(Objects::requireNonNull).toList();
        return new Envelope(
                EnvelopeId.next(),
                room.network(),
                new Participant(writer, XmppAddresses.resource(from)),
                new Conversation.Room(room),
                known,
                at == null ? MessageReader.sentAt(raw) : at,
                MessageReader.trail(raw),
                event);
    }
}
