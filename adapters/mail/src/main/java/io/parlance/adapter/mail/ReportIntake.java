package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.AdapterContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/// Hands on what reports say: a bounce is a delivery failure to the writer, a disposition
/// notification a receipt. The report itself is a message of nobody.
///
/// @param context the gateway
/// @param addresses our spellings
record ReportIntake(AdapterContext context, MailAddresses addresses) {
    private static final Logger LOG = LoggerFactory.getLogger(ReportIntake.class);

    /// Reports everything that the mail reports; returns when it is durable.
    void take(Letter letter) throws IOException, InterruptedException {
        Conversation conversation = conversation(letter);
        int number = 0;
        for (Report report : letter.reports()) {
            switch (report) {
                case Report.Bounce bounce -> bounce(letter, bounce, conversation, number++);
                case Report.Seen seen -> seen(letter, seen, conversation);
                case Report.Progress progress ->
                        LOG.debug("{} tells of no end for {}", letter.id(), progress.original());
            }
        }
    }

    private void bounce(Letter letter, Report.Bounce bounce, Conversation conversation, int number)
            throws IOException, InterruptedException {
        Address recipient = person(bounce.recipient());
        String words =
                "The mail to %s came back. %s"
                        .formatted(
                                bounce.recipient() == null ? "its reader" : bounce.recipient(),
                                MailErrors.returned(bounce.reason()));
        Failure failure = Failure.certain(bounce.reason(), words, bounce.detail());
        Event event =
                new Event.DeliveryFailure(MessageRef.to(id(bounce.original())), recipient, failure);
        // The same report may be read twice; several failures in one are told apart by their
        // number.
        NativeId own = id(number == 0 ? letter.id() : letter.id() + number);
        Participant sender = Participant.of(recipient == null ? writer(letter) : recipient);
        accept(Envelope.of(sender, conversation, own, letter.sentAt(), event));
    }

    private void seen(Letter letter, Report.Seen seen, Conversation conversation)
            throws IOException, InterruptedException {
        Event event =
                new Event.Receipt(
                        MessageRef.to(id(seen.original())), Event.Receipt.Stage.DISPLAYED);
        accept(
                Envelope.of(
                        Participant.of(writer(letter)),
                        conversation,
                        null,
                        letter.sentAt(),
                        event));
    }

    /// Where the report belongs: with whom the mail was written as, else nowhere in particular.
    private Conversation conversation(Letter letter) {
        for (String ours : letter.recipients().addresses()) {
            Optional<Address> behind =
                    context.ghosts()
                            .origin(context.network(), ours)
                            .or(() -> addresses.behind(ours));
            if (behind.isPresent()) {
                Address address = behind.get();
                return address.isRoom()
                        ? new Conversation.Room(address)
                        : new Conversation.Direct(address);
            }
        }
        return new Conversation.Everyone();
    }

    private @Nullable Address person(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            Address parsed = addresses.parse(address);
            return parsed.isRoom() ? null : parsed;
        } catch (InvalidValue _) {
            return null;
        }
    }

    private Address writer(Letter letter) {
        return Address.person(context.network(), letter.from());
    }

    private NativeId id(String value) {
        return new NativeId(context.network(), value);
    }

    private void accept(Envelope envelope) throws IOException, InterruptedException {
        switch (Await.result(context.hub().accept(envelope))) {
            case Acceptance.Accepted(var id) -> LOG.debug("Report taken as {}", id);
            case Acceptance.Dropped(String why) -> LOG.info("Report dropped: {}", why);
            case Acceptance.Rejected(Failure failure) ->
                    LOG.info("Report rejected: {}", failure.detail());
        }
    }
}
