package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;

import jakarta.mail.MessagingException;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final RoomMail rooms;
    private final Dispatch dispatch;
    private final Composer composer;
    private final Excerpts excerpts;
    private final Asked asked;

    Outbound(
            AdapterContext context,
            MailAddresses addresses,
            RoomMail rooms,
            Dispatch dispatch,
            Composer composer,
            Excerpts excerpts,
            Asked asked) {
        this.context = context;
        this.addresses = addresses;
        this.rooms = rooms;
        this.dispatch = dispatch;
        this.composer = composer;
        this.excerpts = excerpts;
        this.asked = asked;
    }

    /// Delivers, or says why not.
    Outcome deliver(Delivery delivery)
            throws IOException, InterruptedException, MessagingException {
        Participant sender = delivery.envelope().sender();
        return switch (delivery.envelope().event()) {
            case Event.Message message -> composer.send(delivery, Speech.message(message, sender));
            case Event.Edit edit -> composer.send(delivery, Speech.edit(edit));
            case Event.Retraction retraction ->
                    composer.send(delivery, Speech.retraction(List.of(retraction), excerpts));
            case Event.Reaction reaction ->
                    composer.send(delivery, Speech.reaction(reaction, excerpts));
            case Event.RoomChange change -> roomChange(delivery, change);
            case Event.DeliveryFailure failure -> failure(delivery, failure);
            case Event.Linkage linkage -> linkage(delivery, linkage);
            case Event.Receipt receipt -> receipt(delivery, receipt);
            case Event.Profile profile -> composer.portray(sender.address(), profile);
            // Noise in a mailbox.
            case Event.Membership _, Event.RoleChange _, Event.Succession _, Event.Subscription _ ->
                    Outcome.delivered();
            case Event.Presence _, Event.Typing _ -> Outcome.delivered();
        };
    }

    /// One short mail in the room's thread.
    private Outcome roomChange(Delivery delivery, Event.RoomChange change)
            throws IOException, InterruptedException, MessagingException {
        if (!(delivery.target() instanceof Conversation.Room(Address room))
                || Wording.roomChange(change) == null) {
            return Outcome.delivered();
        }
        String list = composer.list(room);
        String before = rooms.title(list);
        String name = change.name();
        if (name != null) {
            rooms.names().keep(list, name);
        }
        return composer.send(delivery, Speech.roomChange(change, before));
    }

    /// Tells the writer of a mail that it was seen, if it asked for that.
    private Outcome receipt(Delivery delivery, Event.Receipt receipt)
            throws IOException, InterruptedException, MessagingException {
        NativeId id = receipt.target().nativeId();
        if (id == null || receipt.stage() != Event.Receipt.Stage.DISPLAYED) {
            return Outcome.delivered();
        }
        Participant sender = delivery.envelope().sender();
        String reader = composer.shown(sender.address());
        Asked.Wish wish = asked.take(id.value(), reader);
        if (wish == null) {
            return Outcome.delivered();
        }
        Map<String, String> fields = new HashMap<>();
        if (delivery.target() instanceof Conversation.Room) {
            fields.putAll(rooms.fields(wish.ours()));
        }
        fields.put("Chat-Version", "1.0");
        fields.put("Auto-Submitted", "auto-replied");
        String key = "seen|" + id.value() + "|" + reader;
        Draft draft =
                new Draft(
                        MessageIds.of(key, addresses.domain()),
                        "",
                        reader,
                        sender.shownName(),
                        wish.writer(),
                        "Seen: " + (wish.subject().isBlank() ? "your message" : wish.subject()),
                        wish.id(),
                        List.of(wish.id()),
                        Instant.now(),
                        delivery.envelope().trail(),
                        fields,
                        MailContent.of(sender.shownName() + " has seen your message."));
        var mail = MailWriter.seen(draft, reader, wish.id());
        return dispatch.report(mail, draft.id(), wish.writer());
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
        var message =
                Answers.failure(
                        delivery.key(),
                        addresses.domain(),
                        writer.value(),
                        composer.shown(failure.recipient()),
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
        String list = composer.list(room);
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
        String title = rooms.title(list);
        Draft draft =
                new Draft(
                        MessageIds.of(delivery.key(), addresses.domain()),
                        list,
                        list,
                        title,
                        list,
                        title,
                        null,
                        List.of(),
                        delivery.envelope().sentAt(),
                        delivery.envelope().trail(),
                        fields,
                        MailContent.of(text));
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
