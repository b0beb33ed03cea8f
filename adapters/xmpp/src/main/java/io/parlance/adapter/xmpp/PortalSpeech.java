package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.RawElement;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.AsyncResult;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// What XMPP users say in a portal room. Everybody here, the writer too, sees it only after the hub
/// took it: the reflection is the acknowledgement (XEP-0045 §7.4). Confined to the event loop.
final class PortalSpeech {
    private static final Logger log = LoggerFactory.getLogger(PortalSpeech.class);

    /// Ids at least this long are taken to be unique, so that a repetition is known as one.
    private static final int UNIQUE_LENGTH = 12;

    private final Parts parts;
    private final Namings namings;

    PortalSpeech(Parts parts) {
        this.parts = parts;
        this.namings = new Namings(parts);
    }

    /// Takes a groupchat message of a client that is in the room.
    void said(PortalRoom room, PortalRoom.Session session, Element raw) {
        try {
            Message message = Stanzas.message(raw);
            String author = room.jid() + "/" + session.person().value();
            Event event =
                    MessageReader.event(
                            message,
                            raw,
                            namings.read(room.jid(), author, nick -> room.nicks().owner(nick)));
            if (event != null) {
                report(room, session, raw, message, event, author);
            }
        } catch (InvalidValue e) {
            Replies.refuse(room.link(), raw, e.toFailure());
        } catch (MalformedStanza e) {
            Replies.error(room.link(), raw, DirectMessages.malformed(e));
        }
    }

    private void report(
            PortalRoom room,
            PortalRoom.Session session,
            Element raw,
            Message message,
            Event event,
            String author) {
        String id = raw.attribute("id", "");
        String stanzaId = stanzaId(author, id);
        boolean signal = event instanceof Event.Ephemeral;
        List<NativeId> ids = signal ? List.of() : ids(room, author, stanzaId, id);
        remember(room, session, raw, event, ids);
        Envelope envelope =
                new Envelope(
                        EnvelopeId.next(),
                        parts.context().network(),
                        new Participant(session.person(), session.nick()),
                        new Conversation.Room(room.address()),
                        ids,
                        Instant.now(),
                        MessageReader.trail(raw),
                        event);
        Message reflection = reflection(room, session, raw, message, signal ? null : stanzaId);
        if (signal) {
            room.broadcast(reflection, session.person());
        } else {
            room.senderIds().put(stanzaId, id);
        }
        parts.reporter()
                .report(envelope)
                .onComplete(
                        taken -> {
                            if (!signal) {
                                taken(room, raw, reflection, taken);
                            }
                        });
    }

    private List<NativeId> ids(PortalRoom room, String author, String stanzaId, String id) {
        return Stream.of(parts.ids().room(room.jid(), stanzaId), parts.ids().occupant(author, id))
                .filter(Objects::nonNull)
                .toList();
    }

    private static String stanzaId(String author, String id) {
        byte[] text = (author + " " + id).getBytes(StandardCharsets.UTF_8);
        return (id.length() < UNIQUE_LENGTH ? UUID.randomUUID() : UUID.nameUUIDFromBytes(text))
                .toString();
    }

    private void remember(
            PortalRoom room,
            PortalRoom.Session session,
            Element raw,
            Event event,
            List<NativeId> ids) {
        if (!ids.isEmpty()) {
            parts.memory().note(ids.getFirst(), room.jid() + "/" + session.nick(), event);
            parts.memory().edited(ids, event);
            parts.memory().thread(ids, MessageReader.threadName(raw));
        }
    }

    /// The message as the room repeats it: what it holds is handed on as it came, since Smack's
    /// objects lose what they do not know.
    private static Message reflection(
            PortalRoom room,
            PortalRoom.Session session,
            Element raw,
            Message message,
            @Nullable String stanzaId) {
        String id = raw.attribute("id");
        MessageBuilder copy =
                id == null ? StanzaBuilder.buildMessage() : StanzaBuilder.buildMessage(id);
        copy.ofType(message.getType());
        copy.from(Jids.of(room.jid() + "/" + session.nick()));
        for (Element child : raw.children()) {
            // Nobody but the room says these (XEP-0359 §5, XEP-0421 §4).
            boolean roomsOwn =
                    child.is("stanza-id", Tags.SID)
                            || child.is("occupant-id", Tags.OCCUPANT_ID)
                            || child.is("delay", "urn:xmpp:delay");
            if (!roomsOwn) {
                copy.addExtension(new RawElement(child));
            }
        }
        copy.addExtension(MucStanzas.occupantId(room.jid(), session.person()));
        if (stanzaId != null) {
            copy.addExtension(new StanzaIdElement(stanzaId, room.jid()));
        }
        return copy.build();
    }

    private static void taken(
            PortalRoom room, Element raw, Message reflection, AsyncResult<Acceptance> taken) {
        if (taken.failed()) {
            log.warn("A message in {} was not taken: {}", room.address(), taken.cause().toString());
            Replies.error(room.link(), raw, DirectMessages.notTaken());
            return;
        }
        switch (taken.result()) {
            case Acceptance.Accepted _ -> room.broadcast(reflection, null);
            case Acceptance.Rejected(var failure) -> Replies.refuse(room.link(), raw, failure);
            case Acceptance.Dropped(String why) -> {
                log.debug("Dropped in {}: {}", room.address(), why);
                PortalRoom.Session writer = room.session(raw.attribute("from", ""));
                if (writer != null) {
                    reflection.setTo(Jids.of(writer.jid()));
                    room.link().write(reflection);
                }
            }
        }
    }
}
