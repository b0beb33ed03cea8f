package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/// What is said in one linked native room, on its way to the hub: live, and from the archive after
/// the gateway was away.
///
/// Ordering: while the archive is read, what is said now waits, and follows in its order. Failure:
/// when the hub cannot take a message, the archive is read again from the cursor. Confined to the
/// event loop.
final class RoomIntake {
    private static final Logger log = LoggerFactory.getLogger(RoomIntake.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int PAGES = 200;
    private static final int HELD = 10_000;

    private final Parts parts;
    private final Address address;
    private final String jid;
    private final RoomOccupants occupants;
    private final Reflections reflections;
    private final BiPredicate<Element, String> ours;
    private final People people;
    private final BiConsumer<String, Failure> tell;
    private final Archive archive;
    private final Cursor cursor;
    private final List<Element> held = new ArrayList<>();
    private boolean archived;
    private boolean resumed;
    private boolean reading;
    private @Nullable String subject;
    private int recovered;
    private String lost = "";

    /// The intake of one room.
    ///
    /// @param ours whether a stanza from a nick is by one of our own
    /// @param people who goes by a nick
    /// @param tell tells an occupant privately why their message was not taken
    RoomIntake(
            Parts parts,
            Address address,
            Archive archive,
            RoomOccupants occupants,
            Reflections reflections,
            BiPredicate<Element, String> ours,
            People people,
            BiConsumer<String, Failure> tell) {
        this.parts = parts;
        this.address = address;
        this.jid = address.value();
        this.archive = archive;
        this.occupants = occupants;
        this.reflections = reflections;
        this.ours = ours;
        this.people = people;
        this.tell = tell;
        this.cursor = new Cursor(parts.context().store(), parts.loop(), jid);
    }

    /// Finds out where the last run ended.
    Future<Void> prepare() {
        return cursor.read().onSuccess(known -> resumed = known).mapEmpty();
    }

    /// The listener enters: what is said from now on waits for [#catchUp]. Returns since when the
    /// room should repeat what was said, or null for not at all.
    @Nullable Instant entering(boolean hasArchive) {
        archived = hasArchive;
        reading = true;
        return resumed && !archived ? cursor.position().at() : null;
    }

    /// The listener is out: what is on its way to the hub will be read again.
    void interrupted() {
        held.clear();
        reading = false;
        cursor.rewind();
    }

    /// The room is left; the place in its archive is kept, or forgotten if it is for good.
    Future<Void> close(boolean forGood) {
        if (forGood) {
            cursor.forget();
            return Future.succeededFuture();
        }
        return cursor.close();
    }

    /// Takes a message that the room sent to the listener.
    void message(Element message) {
        if (archive.result(message)) {
            return;
        }
        if (!message.attribute("type", "").equals("groupchat")) {
            log.debug("A message to the listener in {}", jid);
        } else if (!reading) {
            read(message, RoomReader.stanzaId(message, jid), null);
        } else if (held.size() < HELD) {
            held.add(message);
        } else {
            lost = jid + ": more was said during the catch-up than could wait";
        }
    }

    /// The listener is in: reads what was said meanwhile, then goes on live.
    void catchUp() {
        recovered = 0;
        lost = "";
        if (!archived || !resumed) {
            resumed = true;
            live("");
            return;
        }
        reading = true;
        archive.read(cursor.position(), PAGES, this::fromArchive)
                .onSuccess(_ -> live(""))
                .onFailure(this::unreadable);
    }

    private void unreadable(Throwable cause) {
        boolean expired =
                cause instanceof Archive.Refused refused
                        && refused.condition().equals("item-not-found");
        if (!expired || cursor.position().id().isEmpty()) {
            live(jid + " since " + cursor.position().at() + " (" + cause.getMessage() + ")");
            return;
        }
        // The archive forgot the message we saw last: what it still has since then is read by time.
        Cursor.Position since = new Cursor.Position("", cursor.position().at());
        String window = jid + " after " + since.at() + ", as far as its archive has expired";
        archive.read(since, PAGES, this::fromArchive).onComplete(_ -> live(window));
    }

    private void live(String unrecoverable) {
        reading = false;
        List<Element> waiting = List.copyOf(held);
        held.clear();
        for (Element message : waiting) {
            read(message, RoomReader.stanzaId(message, jid), null);
        }
        String window = unrecoverable.isEmpty() ? lost : unrecoverable;
        if (recovered > 0 || !window.isEmpty()) {
            parts.context().hub().caughtUp(parts.context().network(), recovered, window);
        }
    }

    private void fromArchive(Element result) {
        Element forwarded = result.child("forwarded", "urn:xmpp:forward:0");
        Element message = forwarded == null ? null : forwarded.child("message", "jabber:client");
        if (forwarded == null || message == null) {
            return;
        }
        Element delay = forwarded.child("delay", "urn:xmpp:delay");
        String stamp = delay == null ? null : delay.attribute("stamp");
        read(message, result.attribute("id", ""), Stamps.parse(stamp));
    }

    /// Takes what somebody said: to the hub if they are native, as a reflection if they are ours.
    private void read(Element raw, String stanzaId, @Nullable Instant at) {
        String who = XmppAddresses.resource(raw.attribute("from", ""));
        Cursor.Step step = cursor.begin(stanzaId, at == null ? Instant.now() : at);
        boolean old = isOldSubject(raw);
        reflections.seen(raw, stanzaId, jid, who);
        Relations.Moderation moderation = who.isEmpty() ? Relations.moderation(raw) : null;
        if (moderation != null) {
            moderated(moderation, raw, step, at);
            return;
        }
        if (who.isEmpty() || ours.test(raw, who) || cameByUs(raw)) {
            cursor.done(step);
            return;
        }
        try {
            Address writer =
                    RoomOccupants.item(raw) == null
                            ? occupants.who(who)
                            : occupants.person(raw, who);
            Envelope envelope =
                    RoomReader.envelope(parts, address, raw, writer, stanzaId, at, people);
            if (envelope == null || old || isForged(envelope, raw)) {
                cursor.done(step);
            } else {
                remember(envelope, raw);
                recovered += at == null ? 0 : 1;
                report(envelope, step, who);
            }
        } catch (InvalidValue e) {
            cursor.done(step);
            tell.accept(who, e.toFailure());
        } catch (MalformedStanza e) {
            cursor.done(step);
            log.debug("A message in {} cannot be read: {}", jid, e.getMessage());
        }
    }

    /// The room took somebody's message back at a moderator's wish (XEP-0425); what was ours comes
    /// by the gateway's own place.
    private void moderated(
            Relations.Moderation moderation, Element raw, Cursor.Step step, @Nullable Instant at) {
        NativeId target = parts.ids().room(jid, moderation.id());
        String by = XmppAddresses.resource(moderation.by());
        if (target == null || ours.test(raw, by)) {
            cursor.done(step);
            return;
        }
        Envelope envelope =
                Envelope.of(
                        occupants.moderator(moderation.by()),
                        new Conversation.Room(address),
                        null,
                        at == null ? Instant.now() : at,
                        new Event.Retraction(MessageRef.to(target), moderation.reason(), true));
        report(envelope, step, by);
    }

    /// A ghost of an earlier run said it: who had which nick then is not known any more.
    private boolean cameByUs(Element raw) {
        String gateway = parts.context().gateway();
        return MessageReader.trail(raw).stream().anyMatch(hop -> hop.gateway().equals(gateway));
    }

    /// The subject that the room repeats to whoever enters is no news, unless it was changed since
    /// the listener was in before. Whoever set it: the next one is news.
    private boolean isOldSubject(Element raw) {
        String now = MessageReader.subject(raw);
        if (now == null) {
            return false;
        }
        boolean old = subject == null || subject.equals(now);
        subject = now;
        return old;
    }

    /// In an anonymous room a nick is not somebody: only the occupant who wrote a message changes
    /// it (XEP-0421, XEP-0424 §5).
    private boolean isForged(Envelope envelope, Element raw) {
        MessageRef target =
                switch (envelope.event()) {
                    case Event.Edit edit -> edit.target();
                    case Event.Retraction retraction -> retraction.target();
                    default -> null;
                };
        if (target == null || !parts.memory().othersWrote(target.nativeId(), occupantId(raw))) {
            return false;
        }
        log.warn("{} in {} is by another occupant than the author", raw.attribute("id"), jid);
        return true;
    }

    private static String occupantId(Element raw) {
        Element id = raw.child("occupant-id", Tags.OCCUPANT_ID);
        return id == null ? "" : id.attribute("id", "");
    }

    private void remember(Envelope envelope, Element raw) {
        Memory memory = parts.memory();
        if (envelope.nativeIds().isEmpty()) {
            return;
        }
        memory.note(envelope.nativeIds().getFirst(), raw.attribute("from", ""), envelope.event());
        memory.edited(envelope.nativeIds(), envelope.event());
        memory.thread(envelope.nativeIds(), MessageReader.threadName(raw));
        String occupant = occupantId(raw);
        boolean anonymous = !XmppAddresses.resource(envelope.sender().address().value()).isEmpty();
        if (anonymous && !occupant.isEmpty()) {
            memory.occupant(envelope.nativeIds(), occupant);
        }
    }

    private void report(Envelope envelope, Cursor.Step step, String who) {
        parts.reporter()
                .report(envelope)
                .onSuccess(
                        taken -> {
                            cursor.done(step);
                            if (taken instanceof Acceptance.Rejected(var failure)
                                    && envelope.event() instanceof Event.Durable) {
                                tell.accept(who, failure);
                            }
                        })
                .onFailure(
                        e -> {
                            if (envelope.event() instanceof Event.Durable) {
                                log.warn("A message in {} was not taken", jid, e);
                                readAgain();
                            }
                        });
    }

    private void readAgain() {
        if (!archived) {
            String window = jid + ": it keeps no archive, and a message could not be taken";
            parts.context().hub().caughtUp(parts.context().network(), 0, window);
        } else if (!reading) {
            reading = true;
            cursor.rewind();
            parts.loop().after(RETRY, this::catchUp);
        }
    }

    /// Whether the room's archive holds the message with this id, looked for from `since` on.
    Future<@Nullable Outcome> find(String id, Instant since) {
        Outcome seen = reflections.outcome(id);
        if (seen != null || !archived) {
            return Future.succeededFuture(seen);
        }
        return archive.read(
                        new Cursor.Position("", since.minusSeconds(60)),
                        PAGES,
                        result -> noteFromArchive(result))
                .map(_ -> reflections.outcome(id));
    }

    private void noteFromArchive(Element result) {
        Element forwarded = result.child("forwarded", "urn:xmpp:forward:0");
        Element message = forwarded == null ? null : forwarded.child("message", "jabber:client");
        if (message != null) {
            String who = XmppAddresses.resource(message.attribute("from", ""));
            reflections.seen(message, result.attribute("id", ""), jid, who);
        }
    }
}
