package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.Untrusted;
import io.parlance.model.Address;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of a mail from the mailbox. In this order: our own come back, reports, forged
/// ghosts, senders nobody vouches for, and then, for each of our addresses it came to, a message.
final class Intake implements MailTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Set<String> SERVICE =
            Set.of("postmaster", "mailer-daemon", "abuse", "noreply", "no-reply");

    private final AdapterContext context;
    private final MailConfig config;
    private final MailAddresses addresses;
    private final MailReader reader;
    private final ReportIntake reports;
    private final MessageIntake messages;
    private final Answers answers;
    private final Faces faces;
    private final AtomicLong unreadable = new AtomicLong();

    Intake(
            AdapterContext context,
            MailConfig config,
            MailAddresses addresses,
            MessageIntake messages,
            Answers answers,
            Faces faces) {
        this.context = context;
        this.config = config;
        this.addresses = addresses;
        this.reader = new MailReader(addresses, String.valueOf(config.imap().user()));
        this.reports = new ReportIntake(context, addresses);
        this.messages = messages;
        this.answers = answers;
        this.faces = faces;
    }

    @Override
    public void take(byte[] raw, boolean again) throws IOException, InterruptedException {
        try {
            Letter letter = reader.read(raw);
            take(letter, again);
        } catch (Unreadable e) {
            LOG.warn(
                    "Put aside an unreadable mail (number {}): {}",
                    unreadable.incrementAndGet(),
                    e.getMessage());
            if (!again) {
                tellUnreadable(raw);
            }
        }
    }

    @Override
    public void tooLarge(byte[] header, int size, boolean again)
            throws IOException, InterruptedException {
        String text =
                "The mail has %,d bytes; the gateway takes at most %,d."
                        .formatted(size, config.maxMessage());
        refuse(header, again, Failure.certain(FailureReason.TOO_LARGE, text, text));
    }

    /// A mail whose body cannot be read may still have a header that says whom to tell.
    private void tellUnreadable(byte[] raw) throws IOException, InterruptedException {
        byte[] header = Arrays.copyOf(raw, Math.min(headerEnd(raw), MimeGuard.HEADER_BYTES));
        String text = "The gateway cannot read the mail. Send it as plain text.";
        refuse(header, false, Failure.certain(FailureReason.CONTENT_INVALID, text, "unreadable"));
    }

    private static int headerEnd(byte[] raw) {
        for (int i = 0; i + 1 < raw.length; i++) {
            boolean bare = raw[i] == '\n' && raw[i + 1] == '\n';
            if (bare || (raw[i] == '\n' && raw[i + 1] == '\r')) {
                return i + 1;
            }
        }
        return raw.length;
    }

    private void refuse(byte[] header, boolean again, Failure failure)
            throws IOException, InterruptedException {
        try {
            Letter letter = reader.readHeader(header);
            boolean ours = addresses.isOurs(letter.from()) || own(letter) != null;
            if (!again && !ours && !letter.recipients().addresses().isEmpty()) {
                answers.refused(letter, letter.recipients().addresses().getFirst(), failure);
            }
        } catch (Unreadable e) {
            LOG.info("Nobody can be told of a refused mail: {}", e.getMessage());
        }
    }

    private void take(Letter letter, boolean again) throws IOException, InterruptedException {
        String dropped = own(letter);
        if (dropped == null && !letter.reports().isEmpty()) {
            reports.take(letter);
            return;
        }
        if (dropped == null && addresses.isOurs(letter.from())) {
            dropped = "forged: it claims to be from our own domain";
        } else if (dropped == null && letter.recipients().addresses().isEmpty()) {
            dropped = "it came to none of our addresses";
        }
        if (dropped != null) {
            LOG.info("Dropped {} from {}: {}", letter.id(), letter.from(), dropped);
            return;
        }
        boolean vouched =
                AuthResults.vouch(
                        letter.headers().all("authentication-results"),
                        config.trustedAuthserv(),
                        letter.from());
        if (!vouched && config.untrusted() == Untrusted.REJECT) {
            Failure failure =
                    Failure.certain(
                            FailureReason.NOT_AUTHORIZED,
                            "Your mail server does not vouch for your address (DKIM, SPF), so the"
                                    + " gateway does not pass your mail on.",
                            "untrusted sender");
            if (!again) {
                answers.refused(letter, letter.recipients().addresses().getFirst(), failure);
            }
            return;
        }
        boolean trusted = vouched || config.untrusted() == Untrusted.ACCEPT;
        Participant sender = sender(letter, trusted);
        var incoming = new MessageIntake.Incoming(letter, sender, trusted, again);
        for (String recipient : letter.recipients().addresses()) {
            one(incoming, recipient);
        }
        if (trusted) {
            faces.take(letter, sender);
        }
    }

    /// Why this is a mail of our own that came back, or null.
    private @Nullable String own(Letter letter) {
        if (letter.trail().stream().anyMatch(hop -> hop.gateway().equals(context.gateway()))) {
            return "loop: it passed this gateway before";
        }
        return MessageIds.ours(letter.id(), config.domain()) ? "loop: it is our own mail" : null;
    }

    private Participant sender(Letter letter, boolean trusted) {
        Address address = Address.person(context.network(), letter.from());
        String name = letter.name();
        if (trusted) {
            return new Participant(address, name);
        }
        return Participant.unverified(address, name == null ? letter.from() : name);
    }

    private void one(MessageIntake.Incoming incoming, String recipient)
            throws IOException, InterruptedException {
        String local = MailAddresses.local(recipient);
        Optional<Address> behind =
                context.ghosts()
                        .origin(context.network(), recipient)
                        .or(() -> addresses.behind(recipient));
        if (behind.isPresent()) {
            messages.take(incoming, recipient, behind.get());
        } else if (SERVICE.contains(local)) {
            LOG.info(
                    "{} from {} is for {}: not a matter for any network",
                    incoming.letter().id(),
                    incoming.letter().from(),
                    recipient);
        } else if (addresses.ghostNetwork(local).isPresent()) {
            String text = "Nobody has the address " + recipient + ". Check its spelling.";
            if (!incoming.again()) {
                answers.refused(
                        incoming.letter(),
                        recipient,
                        Failure.certain(FailureReason.RECIPIENT_UNKNOWN, text, "unknown ghost"));
            }
        } else {
            messages.take(incoming, recipient, Address.room(context.network(), recipient));
        }
    }
}
