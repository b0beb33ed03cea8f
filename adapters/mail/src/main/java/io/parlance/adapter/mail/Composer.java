package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;

import jakarta.mail.MessagingException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes drafts of speeches, each in its conversation's thread, and has them sent. Blocks.
final class Composer {
    private final AdapterContext context;
    private final MailAddresses addresses;
    private final MailThreads threads;
    private final RoomMail rooms;
    private final Dispatch dispatch;
    private final Excerpts excerpts;
    private final Mentions mentions;
    private final Portraits portraits;

    /// Where a mail belongs.
    ///
    /// @param key of the thread in the store
    /// @param thread as it was, if it was known
    /// @param due the picture of the writer that is to be shown there, or null
    private record Place(String key, Optional<MailThread> thread, Portraits.@Nullable Due due) {}

    Composer(
            AdapterContext context,
            MailAddresses addresses,
            MailThreads threads,
            RoomMail rooms,
            Dispatch dispatch,
            Excerpts excerpts,
            Mentions mentions,
            Portraits portraits) {
        this.context = context;
        this.addresses = addresses;
        this.threads = threads;
        this.rooms = rooms;
        this.dispatch = dispatch;
        this.excerpts = excerpts;
        this.mentions = mentions;
        this.portraits = portraits;
    }

    /// Sends a speech to whom the delivery is for.
    Outcome send(Delivery delivery, Speech speech)
            throws IOException, InterruptedException, MessagingException {
        return switch (delivery.target()) {
            case Conversation.Direct(Address person) -> direct(delivery, person, speech);
            case Conversation.Room(Address room) -> room(delivery, room, speech);
            case Conversation.Everyone() -> Outcome.delivered();
        };
    }

    /// Notes how somebody looks from now on; their next mails show it.
    Outcome portray(Address person, Event.Profile profile)
            throws IOException, InterruptedException {
        portraits.changed(ghost(person), profile);
        return Outcome.delivered();
    }

    private Outcome direct(Delivery delivery, Address person, Speech speech)
            throws IOException, InterruptedException, MessagingException {
        Participant sender = delivery.envelope().sender();
        String ghost = ghost(sender.address());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Chat-Version", "1.0");
        asking(fields, speech, ghost);
        Place place =
                place(ghost, person.value(), speech, due(person.value(), ghost, delivery, speech));
        String fresh = "Chat with " + sender.shownName();
        String subject = MailThread.subject(place.thread().orElse(null), fresh);
        Draft draft =
                draft(
                        delivery,
                        ghost,
                        sender.shownName(),
                        person.value(),
                        subject,
                        place,
                        fields,
                        speech);
        Outcome outcome = dispatch.one(draft, person.value(), delivery.attempt());
        return sent(draft, speech, ghost, person.value(), place, outcome);
    }

    private Outcome room(Delivery delivery, Address room, Speech speech)
            throws IOException, InterruptedException, MessagingException {
        String list = list(room);
        Participant sender = delivery.envelope().sender();
        List<String> members = new ArrayList<>(rooms.members().of(list));
        members.remove(sender.address().value());
        if (members.isEmpty()) {
            return Outcome.delivered();
        }
        boolean ours = sender.address().network().equals(context.network());
        // Nobody may send as somebody else's domain (DMARC), so a mail person of another room
        // speaks as the list.
        String from = ours ? list : ghost(sender.address());
        Map<String, String> fields = rooms.fields(list);
        if (!ours) {
            asking(fields, speech, from);
        }
        String name = sender.shownName() + " (via " + rooms.title(list) + ")";
        Place place = place(list, list, speech, ours ? null : due(list, from, delivery, speech));
        String subject = MailThread.subject(place.thread().orElse(null), rooms.title(list));
        Draft draft = draft(delivery, from, name, list, subject, place, fields, speech);
        Outcome outcome = dispatch.many(draft, list, members, delivery);
        return sent(draft, speech, list, list, place, outcome);
    }

    /// Only chat programs know this one, so nobody is asked by a dialog.
    private static void asking(Map<String, String> fields, Speech speech, String ghost) {
        if (speech.automatic()) {
            fields.put("Auto-Submitted", "auto-generated");
        } else if (speech.asks()) {
            fields.put("Chat-Disposition-Notification-To", ghost);
        }
    }

    /// The thread that the speech names, else the one that the conversation is in.
    private Place place(String ours, String other, Speech speech, Portraits.@Nullable Due due)
            throws IOException, InterruptedException {
        String main = MailThreads.key(ours, other);
        Optional<MailThread> going = threads.of(main);
        String root = speech.thread();
        if (root == null) {
            return new Place(main, going, due);
        }
        String key = MailThreads.key(ours, other, root);
        Optional<MailThread> known = threads.of(key);
        String subject = going.map(MailThread::subject).orElse("");
        return new Place(
                key, known.or(() -> Optional.of(new MailThread(subject, List.of(root)))), due);
    }

    /// A mail that only changes or marks another is read by programs that look for little else.
    private Portraits.@Nullable Due due(
            String place, String ghost, Delivery delivery, Speech speech)
            throws IOException, InterruptedException {
        return speech.changes() ? null : portraits.due(place, ghost, delivery);
    }

    /// Remembers how the thread goes on. What only changes or marks an earlier mail does not lead
    /// it.
    private Outcome sent(
            Draft draft, Speech speech, String ours, String other, Place place, Outcome outcome)
            throws IOException, InterruptedException {
        if (!(outcome instanceof Outcome.Delivered)) {
            return outcome;
        }
        if (place.due() != null) {
            portraits.sent(place.due());
        }
        String target = speech.answered();
        if (speech.changes() && target != null) {
            excerpts.about(draft.id(), target);
            return outcome;
        }
        excerpts.keep(draft.id(), draft.content().text());
        MailThread before =
                place.thread().orElseGet(() -> new MailThread(draft.subject(), List.of()));
        MailThread after = before.with(draft.id());
        threads.keep(place.key(), after);
        if (place.thread().isEmpty()) {
            threads.keep(MailThreads.key(ours, other, draft.id()), after);
        }
        return outcome;
    }

    private Draft draft(
            Delivery delivery,
            String from,
            String name,
            String to,
            String subject,
            Place place,
            Map<String, String> fields,
            Speech speech) {
        List<String> references =
                new ArrayList<>(place.thread().map(MailThread::references).orElse(List.of()));
        String parent = speech.answered();
        if (parent != null) {
            references.remove(parent);
            references.add(parent);
        }
        fields.putAll(speech.fields());
        Portrait portrait = place.due() == null ? null : place.due().portrait();
        MailContent content = speech.content().showing(portrait);
        return new Draft(
                MessageIds.of(delivery.key(), addresses.domain()),
                from,
                from,
                name,
                to,
                subject,
                references.isEmpty() ? null : references.getLast(),
                references,
                delivery.envelope().sentAt(),
                delivery.envelope().trail(),
                fields,
                content.with(mentions.out(content.rich())));
    }

    /// The address of a room here.
    String list(Address room) throws IOException, InterruptedException {
        return room.network().equals(context.network()) ? room.value() : ghost(room);
    }

    /// The address of a person here; a ghost's, if it was cut, is remembered before it is used.
    String ghost(Address foreign) throws IOException, InterruptedException {
        String ghost = addresses.ghost(foreign);
        if (GhostSpelling.isCut(ghost)
                && context.ghosts().origin(context.network(), ghost).isEmpty()) {
            Await.result(context.ghosts().remember(context.network(), ghost, foreign));
        }
        return ghost;
    }

    /// How somebody is addressed by mail, whoever they are.
    String shown(@Nullable Address person) throws IOException, InterruptedException {
        if (person == null) {
            return "postmaster@" + addresses.domain();
        }
        return person.network().equals(context.network()) ? person.value() : ghost(person);
    }
}
