package io.parlance.adapter.mail;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.StateStore;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Submits drafts and turns what became of them into outcomes. A room's mail goes to all members in
/// one submission; where only some were taken, the rest is remembered, so that a repetition goes to
/// them alone. A member whose address does not exist any more is taken out of the room.
///
/// @param network our name
/// @param store for the rest of a submission
/// @param submission what sends
/// @param members who is in which room
/// @param enclosing what opens files
record Dispatch(
        NetworkId network,
        StateStore store,
        Submission submission,
        Members members,
        Enclosing enclosing) {
    /// So often it is tried to send files; a place that breaks off again and again is not worth the
    /// message.
    private static final int TRIES_WITH_FILES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /// To one person.
    Outcome one(Draft draft, String recipient, int attempt)
            throws IOException, InterruptedException, MessagingException {
        return outcome(draft.id(), submit(draft, List.of(recipient), attempt));
    }

    /// A report to one person.
    Outcome report(SMTPMessage message, String id, String recipient) throws InterruptedException {
        String postmaster = "postmaster@" + MailAddresses.domainOf(id).replace(">", "");
        return outcome(id, submission.sendReport(message, List.of(recipient), postmaster));
    }

    /// To the members of a room.
    Outcome many(Draft draft, String list, List<String> all, Delivery delivery)
            throws IOException, InterruptedException, MessagingException {
        String key = "rest/" + delivery.key();
        List<String> open = all;
        boolean partly = false;
        if (delivery.attempt() > 1) {
            var rest = Await.result(store.get(key));
            partly = rest.isPresent();
            open = rest.map(text -> List.of(text.split(" "))).orElse(open);
        }
        if (open.isEmpty()) {
            return Outcome.delivered();
        }
        Submitted result = submit(draft, open, delivery.attempt());
        expel(list, result.refused());
        if (!result.deferred().isEmpty()) {
            if (!result.taken().isEmpty() || partly) {
                Await.result(store.put(key, String.join(" ", result.deferred().keySet())));
            }
            return Outcome.deferred(result.deferred().values().iterator().next());
        }
        if (partly) {
            Await.result(store.remove(key));
        }
        return result.taken().isEmpty() && !partly
                ? outcome(draft.id(), result)
                : delivered(draft.id());
    }

    /// Sends the files along; or links, where the server finds the mail too large.
    private Submitted submit(Draft draft, List<String> recipients, int attempt)
            throws InterruptedException, MessagingException {
        Draft links = draft.saying(draft.content().linked());
        if (draft.content().files().isEmpty() || attempt > TRIES_WITH_FILES) {
            return withoutFiles(links, recipients);
        }
        try (Enclosing.Opened opened = enclosing.open(draft.content().files())) {
            var mail = MailWriter.chat(opened.in(draft), opened.files());
            Submitted result = submission.send(mail, recipients);
            if (opened.files().isEmpty() || !tooLarge(result)) {
                return result;
            }
        }
        return withoutFiles(links, recipients);
    }

    /// A picture of the writer is not worth a mail either.
    private Submitted withoutFiles(Draft draft, List<String> recipients)
            throws InterruptedException, MessagingException {
        Submitted result = submission.send(MailWriter.chat(draft), recipients);
        return draft.content().portrait() == null || !tooLarge(result)
                ? result
                : submission.send(
                        MailWriter.chat(draft.saying(draft.content().showing(null))), recipients);
    }

    static boolean tooLarge(Submitted result) {
        return result.taken().isEmpty()
                && result.deferred().isEmpty()
                && result.refused().values().stream()
                        .allMatch(why -> why.reason() == FailureReason.TOO_LARGE);
    }

    private void expel(String list, Map<String, Failure> refused)
            throws IOException, InterruptedException {
        for (Map.Entry<String, Failure> one : refused.entrySet()) {
            LOG.warn(
                    "{} did not get the mail of {}: {}",
                    one.getKey(),
                    list,
                    one.getValue().detail());
            if (one.getValue().reason() == FailureReason.RECIPIENT_UNKNOWN) {
                members.leave(list, one.getKey());
            }
        }
    }

    private Outcome outcome(String id, Submitted result) {
        if (!result.taken().isEmpty()) {
            return delivered(id);
        }
        return result.deferred().isEmpty()
                ? new Outcome.Refused(result.refused().values().iterator().next())
                : Outcome.deferred(result.deferred().values().iterator().next());
    }

    private Outcome delivered(String id) {
        return Outcome.delivered(new NativeId(network, id));
    }
}
