package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
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

/// Delivers one envelope by mail. Blocks; called on virtual threads.
///
/// SMTP has no key by which a server would recognise a repetition: if a connection breaks after the
/// mail's last line, the mail may have been taken although nobody said so. Such a delivery is
/// repeated, so mail is *at least once* at that one point; the repeated mail has the same
/// Message-ID, by which most receiving systems and all mail programs with duplicate suppression
/// show it once.
final class Outbound {
    private final AdapterContext context;
    private final MailAddresses addresses;
    private final MailThreads threads;
    private final RoomMail rooms;
    private final Dispatch dispatch;

    Outbound(
            AdapterContext context,
            MailAddresses addresses,
            MailThreads threads,
            RoomMail rooms,
            Dispatch dispatch) {
        this.context = context;
        this.addresses = addresses;
        this.threads = threads;
        this.rooms = rooms;
        this.dispatch = dispatch;
    }

    /// Delivers, or says why not.
    Outcome deliver(Delivery delivery)
            throws IOException, InterruptedException, MessagingException {
        Participant sender = delivery.envelope().sender();
        return switch (delivery.envelope().event()) {
            case Event.Message message ->
                    mail(
                            delivery,
                            Wording.message(message, sender),
                            message.inReplyTo(),
                            notice(message));
            case Event.Edit edit ->
                    mail(
                            delivery,
                            Wording.body(edit.body()).after("\u270f\ufe0f "),
                            edit.target(),
                            false);
            case Event.Retraction retraction ->
                    mail(
                            delivery,
                            Wording.Words.of("\ud83d\uddd1 took back a message"),
                            retraction.target(),
                            true);
            case Event.Reaction reaction ->
                    mail(
                            delivery,
                            Wording.Words.of(Wording.reaction(reaction)),
                            reaction.target(),
                            true);
            case Event.DeliveryFailure failure -> failure(delivery, failure);
            case Event.Linkage linkage -> linkage(delivery, linkage);
            // Noise in a mailbox.
            case Event.Membership _,
                    Event.RoleChange _,
                    Event.RoomChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _ ->
                    Outcome.delivered();
            case Event.Presence _, Event.Typing _, Event.Receipt _ -> Outcome.delivered();
        };
    }

    private static boolean notice(Event.Message message) {
        return message.style() == Event.Style.NOTICE;
    }

    private Outcome mail(
            Delivery delivery, Wording.Words text, @Nullable MessageRef answered, boolean automatic)
            throws IOException, InterruptedException, MessagingException {
        return switch (delivery.target()) {
            case Conversation.Direct(Address person) ->
                    direct(delivery, person, text, answered, automatic);
            case Conversation.Room(Address room) -> room(delivery, room, text, answered, automatic);
            case Conversation.Everyone() -> Outcome.delivered();
        };
    }

    private Outcome direct(
            Delivery delivery,
            Address person,
            Wording.Words text,
            @Nullable MessageRef answered,
            boolean automatic)
            throws IOException, InterruptedException, MessagingException {
        Participant sender = delivery.envelope().sender();
        String ghost = ghost(sender.address());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Chat-Version", "1.0");
        if (automatic) {
            fields.put("Auto-Submitted", "auto-generated");
        } else {
            // Only chat programs know this one, so nobody is asked by a dialog.
            fields.put("Chat-Disposition-Notification-To", ghost);
        }
        String key = MailThreads.key(ghost, person.value());
        Optional<MailThread> thread = threads.of(key);
        String subject = MailThread.subject(thread.orElse(null), "Chat with " + sender.shownName());
        Draft draft =
                draft(
                        delivery,
                        ghost,
                        ghost,
                        sender.shownName(),
                        person.value(),
                        subject,
                        thread,
                        answered,
                        fields,
                        text);
        return sent(draft, key, thread, dispatch.one(draft, person.value()));
    }

    private Outcome room(
            Delivery delivery,
            Address room,
            Wording.Words text,
            @Nullable MessageRef answered,
            boolean automatic)
            throws IOException, InterruptedException, MessagingException {
        String list = list(room);
        Participant sender = delivery.envelope().sender();
        List<String> members = new ArrayList<>(rooms.members().of(list));
        members.remove(sender.address().value());
        if (members.isEmpty()) {
            return Outcome.delivered();
        }
        Map<String, String> fields = rooms.fields(list);
        if (automatic) {
            fields.put("Auto-Submitted", "auto-generated");
        }
        boolean ours = sender.address().network().equals(context.network());
        // Nobody may send as somebody else's domain (DMARC), so a mail person of another room
        // speaks
        // as the list.
        String from = ours ? list : ghost(sender.address());
        String name = sender.shownName() + " (via " + rooms.title(list) + ")";
        String key = MailThreads.key(list, list);
        Optional<MailThread> thread = threads.of(key);
        String subject = MailThread.subject(thread.orElse(null), rooms.title(list));
        Draft draft =
                draft(delivery, from, from, name, list, subject, thread, answered, fields, text);
        return sent(draft, key, thread, dispatch.many(draft, list, members, delivery));
    }

    private Outcome sent(Draft draft, String key, Optional<MailThread> thread, Outcome outcome)
            throws IOException, InterruptedException {
        if (outcome instanceof Outcome.Delivered) {
            MailThread before = thread.orElseGet(() -> new MailThread(draft.subject(), List.of()));
            threads.keep(key, before.with(draft.id()));
        }
        return outcome;
    }

    private Draft draft(
            Delivery delivery,
            String envelopeFrom,
            String from,
            String name,
            String to,
            String subject,
            Optional<MailThread> thread,
            @Nullable MessageRef answered,
            Map<String, String> fields,
            Wording.Words text) {
        List<String> references =
                new ArrayList<>(thread.map(MailThread::references).orElse(List.of()));
        String parent = parent(answered);
        if (parent != null) {
            references.remove(parent);
            references.add(parent);
        }
        return new Draft(
                MessageIds.of(delivery.key(), addresses.domain()),
                envelopeFrom,
                from,
                name,
                to,
                subject,
                references.isEmpty() ? null : references.getLast(),
                references,
                delivery.envelope().sentAt(),
                delivery.envelope().trail(),
                fields,
                text.text(),
                text.rich());
    }

    private static @Nullable String parent(@Nullable MessageRef answered) {
        NativeId id = answered == null ? null : answered.nativeId();
        return id == null ? null : MessageIds.read(MessageIds.bare(id.value()));
    }

    private String list(Address room) throws IOException, InterruptedException {
        return room.network().equals(context.network()) ? room.value() : ghost(room);
    }

    /// The ghost's address; one that was cut is remembered before it is used.
    private String ghost(Address foreign) throws IOException, InterruptedException {
        String ghost = addresses.ghost(foreign);
        if (GhostSpelling.isCut(ghost)
                && context.ghosts().origin(context.network(), ghost).isEmpty()) {
            Await.result(context.ghosts().remember(context.network(), ghost, foreign));
        }
        return ghost;
    }

    /// Tells the writer by a delivery report.
    private Outcome failure(Delivery delivery, Event.DeliveryFailure failure)
            throws IOException, InterruptedException, MessagingException {
        Address writer =
                delivery.target() instanceof Conversation.Direct(Address person)
                        ? person
                        : delivery.envelope().sender().address();
        if (!writer.network().equals(context.network())) {
            return Outcome.delivered();
        }
        NativeId id = failure.target().nativeId();
        String original = id == null ? "" : MessageIds.bare(id.value());
        Address recipient = failure.recipient();
        String shown =
                recipient == null
                        ? "postmaster@" + addresses.domain()
                        : recipient.network().equals(context.network())
                                ? recipient.value()
                                : ghost(recipient);
        var message =
                Answers.failure(
                        delivery.key(),
                        addresses.domain(),
                        writer.value(),
                        shown,
                        original,
                        "",
                        failure.failure());
        return dispatch.report(
                message, MessageIds.of(delivery.key(), addresses.domain()), writer.value());
    }

    /// Tells a room's mail members who can read along.
    private Outcome linkage(Delivery delivery, Event.Linkage linkage)
            throws IOException, InterruptedException, MessagingException {
        if (!(delivery.target() instanceof Conversation.Room(Address room))) {
            return Outcome.delivered();
        }
        String list = list(room);
        List<String> members = rooms.members().of(list);
        if (members.isEmpty()) {
            return Outcome.delivered();
        }
        String others =
                String.join(", ", linkage.others().stream().map(Address::toString).toList());
        String text =
                linkage.linked()
                        ? "This room is now linked with "
                                + others
                                + ": what is written here can be read there."
                        : "This room is no longer linked with " + others + ".";
        Map<String, String> fields = rooms.fields(list);
        fields.put("Auto-Submitted", "auto-generated");
        Draft draft =
                draft(
                        delivery,
                        list,
                        list,
                        rooms.title(list),
                        list,
                        rooms.title(list),
                        Optional.empty(),
                        null,
                        fields,
                        Wording.Words.of(text));
        return dispatch.many(draft, list, members, delivery);
    }

    /// The outcome for what went wrong outside of SMTP.
    static Outcome deferred(Exception e) {
        return Outcome.deferred(
                Failure.certain(
                        FailureReason.INTERNAL,
                        "The gateway could not send the mail; it tries again.",
                        HeaderText.oneLine(String.valueOf(e), 400)));
    }
}
