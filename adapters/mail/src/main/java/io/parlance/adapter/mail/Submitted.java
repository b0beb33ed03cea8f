package io.parlance.adapter.mail;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of one submission, per recipient; each is in exactly one of the three.
///
/// @param taken the server took responsibility (250)
/// @param refused never (5xx)
/// @param deferred not now (4xx, or the connection broke)
record Submitted(Set<String> taken, Map<String, Failure> refused, Map<String, Failure> deferred) {
    /// Copies all three.
    Submitted {
        taken = Set.copyOf(taken);
        refused = Map.copyOf(refused);
        deferred = Map.copyOf(deferred);
    }

    /// All taken.
    static Submitted all(Collection<String> recipients) {
        return new Submitted(Set.copyOf(recipients), Map.of(), Map.of());
    }

    /// None taken, for the same passing reason.
    static Submitted none(Collection<String> recipients, Failure failure) {
        Map<String, Failure> deferred = new HashMap<>();
        recipients.forEach(one -> deferred.put(one, failure));
        return new Submitted(Set.of(), Map.of(), deferred);
    }

    /// None taken, for a reason that will not pass.
    static Submitted never(Collection<String> recipients, Failure failure) {
        Map<String, Failure> refused = new HashMap<>();
        recipients.forEach(one -> refused.put(one, failure));
        return new Submitted(Set.of(), refused, Map.of());
    }

    /// What became of this one, and of another with the rest of the recipients.
    Submitted and(Submitted other) {
        Set<String> allTaken = new HashSet<>(taken);
        allTaken.addAll(other.taken);
        Map<String, Failure> allRefused = new HashMap<>(refused);
        allRefused.putAll(other.refused);
        Map<String, Failure> allDeferred = new HashMap<>(deferred);
        allDeferred.putAll(other.deferred);
        return new Submitted(allTaken, allRefused, allDeferred);
    }

    /// Reads Jakarta Mail's chain of exceptions: one per refused address, one for the whole.
    static Submitted of(MessagingException thrown, List<String> recipients) {
        Set<String> open = new LinkedHashSet<>(recipients);
        Set<String> taken = new LinkedHashSet<>();
        Map<String, Failure> refused = new HashMap<>();
        Map<String, Failure> deferred = new HashMap<>();
        Failure whole = null;
        boolean wholeForGood = false;
        for (Exception e = thrown; e != null; e = next(e)) {
            if (e instanceof SMTPAddressFailedException one) {
                String address = one.getAddress().getAddress();
                Failure failure = failure(one.getReturnCode(), one, true);
                (forGood(one.getReturnCode(), failure) ? refused : deferred).put(address, failure);
                open.remove(address);
            } else if (whole == null && code(e) >= 400) {
                whole = failure(code(e), e, true);
                wholeForGood = forGood(code(e), whole);
            }
            if (e instanceof SendFailedException sent) {
                for (Address address : nonNull(sent.getValidSentAddresses())) {
                    taken.add(address.toString());
                }
            }
        }
        open.removeAll(taken);
        Failure rest = whole == null ? broken(thrown) : whole;
        Map<String, Failure> others = wholeForGood ? refused : deferred;
        open.forEach(one -> others.put(one, rest));
        return new Submitted(taken, refused, deferred);
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static int code(Exception e) {
        return switch (e) {
            case SMTPSendFailedException send -> send.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            default -> 0;
        };
    }

    /// A 5xx about our login or our pace says nothing about the mail.
    private static boolean forGood(int code, Failure failure) {
        return code >= 500
                && failure.reason() != FailureReason.BAD_CREDENTIALS
                && failure.reason() != FailureReason.RATE_LIMITED;
    }

    private static Failure failure(int code, Exception e, boolean certain) {
        return MailErrors.failure(code, String.valueOf(e.getMessage()), certain);
    }

    /// The connection broke somewhere in the submission: the server may have taken the mail.
    private static Failure broken(Exception e) {
        return Failure.uncertain(
                FailureReason.LINK_DOWN,
                "The mail server went away while the mail was handed over.",
                HeaderText.oneLine(String.valueOf(e.getMessage()), 400));
    }

    private static Address[] nonNull(Address @Nullable [] addresses) {
        return addresses == null ? new Address[0] : addresses;
    }
}
