package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.AdapterContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Turns a mail to one of our addresses into a message to a person or a room, or into joining or
/// leaving a room. Answers whoever wrote what cannot be passed on.
final class MessageIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final AdapterContext context;
    private final Meaning.Finder finder;
    private final MailThreads threads;
    private final Asked asked;
    private final RoomMail rooms;
    private final Answers answers;

    /// A mail whose sender was looked at.
    ///
    /// @param letter the mail
    /// @param sender who wrote it, as others shall see them
    /// @param trusted whether its sender may change what was said before
    /// @param again whether it may have been taken before: then nobody is told anything
    record Incoming(Letter letter, Participant sender, boolean trusted, boolean again) {}

    private static final Failure UNTRUSTED =
            Failure.certain(
                    FailureReason.NOT_AUTHORIZED,
                    "Your mail server does not vouch for your address (DKIM, SPF), so the gateway"
                            + " does not change in your name what was said before.",
                    "untrusted sender");

    MessageIntake(
            AdapterContext context,
            Meaning.Finder finder,
            MailThreads threads,
            Asked asked,
            RoomMail rooms,
            Answers answers) {
        this.context = context;
        this.finder = finder;
        this.threads = threads;
        this.asked = asked;
        this.rooms = rooms;
        this.answers = answers;
    }

    /// Takes the mail for `ours`, which stands for `target`.
    void take(Incoming incoming, String ours, Address target)
            throws IOException, InterruptedException {
        Letter letter = incoming.letter();
        if (target.isRoom() && letter.automatic()) {
            LOG.info("Dropped {} to {}: automatic mail is not for rooms", letter.id(), ours);
            return;
        }
        RoomMail.Command command =
                target.isRoom() ? RoomMail.command(letter) : RoomMail.Command.NONE;
        switch (command) {
            case JOIN -> join(incoming, ours, target);
            case LEAVE -> leave(incoming, ours, target);
            case NONE -> message(incoming, ours, target);
        }
    }

    private void message(Incoming incoming, String ours, Address target)
            throws IOException, InterruptedException {
        Letter letter = incoming.letter();
        Act act = Act.of(letter, target.isRoom());
        if (!incoming.trusted() && !(act instanceof Act.Say)) {
            if (!(act instanceof Act.Edit)) {
                refuse(incoming, ours, UNTRUSTED);
                return;
            }
            // Its words are worth reading all the same.
            act = new Act.Say();
        }
        Meaning meaning;
        try {
            String key = MailThreads.key(ours, target.isRoom() ? ours : letter.from());
            meaning = finder.of(incoming, act, ours, target, threads.of(key).orElse(null));
        } catch (InvalidValue e) {
            refuse(incoming, ours, e.toFailure());
            return;
        }
        if (target.isRoom() && !enter(incoming, ours, target)) {
            return;
        }
        pass(incoming, ours, target, meaning);
    }

    /// Offers what the mail means, and settles what follows from the answer.
    private void pass(Incoming incoming, String ours, Address target, Meaning meaning)
            throws IOException, InterruptedException {
        Letter letter = incoming.letter();
        if (target.isRoom() && !incoming.again()) {
            rooms.prepare(letter, incoming.sender(), ours, meaning.speech());
        }
        String nativeId = letter.recipients().nativeId(letter.id(), ours);
        Acceptance first = null;
        int number = 0;
        for (Event event : meaning.events()) {
            var id =
                    new NativeId(
                            context.network(), number == 0 ? nativeId : nativeId + "#" + number);
            number++;
            Acceptance next =
                    offer(
                            envelope(incoming, conversation(target), id, event),
                            letter,
                            ours,
                            target);
            first = first instanceof Acceptance.Accepted ? first : next;
        }
        if (first instanceof Acceptance.Accepted) {
            accepted(incoming, ours, target, meaning);
        } else if (first != null) {
            if (target.isRoom() && !incoming.again()) {
                rooms.withdraw(letter, ours);
            }
            told(incoming, ours, first);
        }
    }

    private Acceptance offer(Envelope envelope, Letter letter, String ours, Address target)
            throws IOException, InterruptedException {
        try {
            return Await.result(context.hub().accept(envelope));
        } catch (IOException e) {
            if (target.isRoom()) {
                rooms.withdraw(letter, ours);
            }
            throw e;
        }
    }

    private void accepted(Incoming incoming, String ours, Address target, Meaning meaning)
            throws IOException, InterruptedException {
        Letter letter = incoming.letter();
        String other = target.isRoom() ? ours : letter.from();
        MailThread thread = MailThread.of(letter);
        String root = letter.root();
        if (meaning.events().getFirst() instanceof Event.Message) {
            asked.keep(letter.recipients().nativeId(letter.id(), ours), letter, ours);
            if (!meaning.threaded()) {
                threads.keep(MailThreads.key(ours, other), thread);
            }
            if (meaning.threaded() || root == null) {
                String first = root == null ? letter.id() : root;
                threads.keep(MailThreads.key(ours, other, first), thread);
            }
        }
        if (meaning.events().getFirst() instanceof Event.RoomChange change) {
            rooms.names().keep(ours, String.valueOf(change.name()));
        }
        if (target.isRoom()) {
            rooms.join(ours, letter.from());
            rooms.send();
        }
    }

    /// A room of another network hears of its first mail member before the first mail, so that its
    /// events come here; a room of ours hears of it by the message itself.
    private boolean enter(Incoming incoming, String ours, Address room)
            throws IOException, InterruptedException {
        boolean foreign = !room.network().equals(context.network());
        if (!foreign || rooms.contains(ours, incoming.letter().from())) {
            return true;
        }
        Acceptance acceptance = membership(incoming, room, Event.Membership.Change.JOIN);
        if (acceptance instanceof Acceptance.Rejected(Failure failure)) {
            refuse(incoming, ours, failure);
            return false;
        }
        rooms.join(ours, incoming.letter().from());
        return true;
    }

    private void join(Incoming incoming, String ours, Address room)
            throws IOException, InterruptedException {
        if (incoming.again() || rooms.contains(ours, incoming.letter().from())) {
            return;
        }
        boolean foreign = !room.network().equals(context.network());
        if (!foreign && context.rooms().linkedWith(room).isEmpty() && !rooms.configured(ours)) {
            refuse(incoming, ours, notLinked(ours));
            return;
        }
        Acceptance acceptance = membership(incoming, room, Event.Membership.Change.JOIN);
        if (acceptance instanceof Acceptance.Rejected(Failure failure)) {
            refuse(incoming, ours, failure);
            return;
        }
        rooms.join(ours, incoming.letter().from());
        answers.say(
                incoming.letter(),
                ours,
                "You are in " + rooms.title(ours),
                "What is said there comes to you by mail. To speak, write to "
                        + ours
                        + ". To leave, send a mail with the subject leave.\n");
    }

    private void leave(Incoming incoming, String ours, Address room)
            throws IOException, InterruptedException {
        String from = incoming.letter().from();
        if (incoming.again() || !rooms.contains(ours, from)) {
            return;
        }
        membership(incoming, room, Event.Membership.Change.LEAVE);
        rooms.leave(ours, from);
        answers.say(
                incoming.letter(),
                ours,
                "You have left " + rooms.title(ours),
                "No more mail from there. To come back, send a mail with the subject join.\n");
    }

    private Acceptance membership(Incoming incoming, Address room, Event.Membership.Change change)
            throws IOException, InterruptedException {
        Event event = new Event.Membership(change, incoming.sender(), null);
        return Await.result(
                context.hub().accept(envelope(incoming, new Conversation.Room(room), null, event)));
    }

    private Envelope envelope(
            Incoming incoming, Conversation conversation, @Nullable NativeId id, Event event) {
        Letter letter = incoming.letter();
        Instant sentAt = letter.sentAt();
        return new Envelope(
                EnvelopeId.next(),
                context.network(),
                incoming.sender(),
                conversation,
                id == null ? List.of() : List.of(id),
                sentAt,
                letter.trail(),
                event);
    }

    private static Conversation conversation(Address target) {
        return target.isRoom() ? new Conversation.Room(target) : new Conversation.Direct(target);
    }

    private void told(Incoming incoming, String ours, Acceptance acceptance)
            throws IOException, InterruptedException {
        switch (acceptance) {
            case Acceptance.Accepted _ -> {}
            case Acceptance.Rejected(Failure failure) -> refuse(incoming, ours, failure);
            case Acceptance.Dropped(String why) -> {
                LOG.info("Dropped {} to {}: {}", incoming.letter().id(), ours, why);
                if (why.equals("not-linked")) {
                    refuse(incoming, ours, notLinked(ours));
                }
            }
        }
    }

    private static Failure notLinked(String ours) {
        return Failure.certain(
                FailureReason.NOT_LINKED,
                "Nobody reads " + ours + ": the room is linked with no other. Check the spelling.",
                "not linked");
    }

    private void refuse(Incoming incoming, String ours, Failure failure)
            throws IOException, InterruptedException {
        if (!incoming.again()) {
            answers.refused(incoming.letter(), ours, failure);
        }
    }
}
