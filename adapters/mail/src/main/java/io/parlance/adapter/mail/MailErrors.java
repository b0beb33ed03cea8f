package io.parlance.adapter.mail;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one table between SMTP's replies and our reasons: enhanced status codes (RFC 3463, RFC 5248
/// and its registry) where the server gives one, else the basic reply codes of RFC 5321 §4.2.3.
final class MailErrors {
    private static final Pattern ENHANCED =
            Pattern.compile("(?<![\\d.])[245]\\.(\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");
    private static final Pattern BASIC = Pattern.compile("\\b([45]\\d\\d)\\b");

    private MailErrors() {}

    /// The reason behind a reply with `code` (0 if there is none) and its text.
    static FailureReason reason(int code, String text) {
        Matcher enhanced = ENHANCED.matcher(text);
        FailureReason known =
                enhanced.find() ? enhanced(enhanced.group(1)) : FailureReason.INTERNAL;
        return known == FailureReason.INTERNAL ? basic(code) : known;
    }

    /// A failure in words for the sender; `certain` if nothing was sent.
    static Failure failure(int code, String text, boolean certain) {
        FailureReason reason = reason(code, text);
        String detail =
                (code > 0 ? "SMTP " + code + ": " : "SMTP: ") + HeaderText.oneLine(text, 500);
        return new Failure(reason, words(reason), detail, certain);
    }

    /// The reason that a bounce in free text gives, by the codes it quotes.
    static FailureReason inText(String text) {
        Matcher basic = BASIC.matcher(text);
        FailureReason reason = reason(basic.find() ? Integer.parseInt(basic.group(1)) : 0, text);
        return reason == FailureReason.INTERNAL ? FailureReason.RECIPIENT_UNAVAILABLE : reason;
    }

    /// The status (RFC 3463) that a delivery report of ours gives for `reason`.
    static String status(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN -> "5.1.1";
            case RECIPIENT_UNAVAILABLE -> "5.2.0";
            case FORBIDDEN, NOT_AUTHORIZED -> "5.7.1";
            case ADDRESS_INVALID -> "5.1.3";
            case CONTENT_INVALID -> "5.6.0";
            case TOO_LARGE -> "5.2.3";
            case UNSUPPORTED -> "5.6.1";
            case RATE_LIMITED -> "5.7.28";
            case CONFLICT -> "5.5.0";
            case LINK_DOWN -> "5.4.1";
            case TIMEOUT, EXPIRED -> "5.4.7";
            case LOOP -> "5.4.6";
            case NOT_LINKED -> "5.1.2";
            case BAD_CREDENTIALS -> "5.7.8";
            case INTERNAL -> "5.3.0";
        };
    }

    private static FailureReason enhanced(String code) {
        return switch (code) {
            case "1.1", "1.10", "1.6", "1.0" -> FailureReason.RECIPIENT_UNKNOWN;
            case "1.2", "1.3", "1.4", "7.13" -> FailureReason.ADDRESS_INVALID;
            case "2.0", "2.1", "2.2", "2.4", "3.1", "3.2", "3.0" ->
                    FailureReason.RECIPIENT_UNAVAILABLE;
            case "2.3", "3.4" -> FailureReason.TOO_LARGE;
            case "3.3", "6.1", "6.3", "6.7", "6.9" -> FailureReason.UNSUPPORTED;
            case "4.6" -> FailureReason.LOOP;
            case "4.7" -> FailureReason.EXPIRED;
            case "4.0", "4.1", "4.2", "4.3", "4.4" -> FailureReason.LINK_DOWN;
            case "4.5", "5.3", "7.28" -> FailureReason.RATE_LIMITED;
            case "5.0", "5.1", "5.2", "5.4", "5.5", "5.6", "6.0", "6.2", "6.4", "6.5", "6.6" ->
                    FailureReason.CONTENT_INVALID;
            case "7.8", "7.9", "7.11" -> FailureReason.BAD_CREDENTIALS;
            default ->
                    code.startsWith("7.") || code.startsWith("1.")
                            ? FailureReason.FORBIDDEN
                            : FailureReason.INTERNAL;
        };
    }

    private static FailureReason basic(int code) {
        return switch (code) {
            case 421 -> FailureReason.LINK_DOWN;
            case 450, 451 -> FailureReason.RECIPIENT_UNAVAILABLE;
            case 452 -> FailureReason.RATE_LIMITED;
            case 454, 530, 534, 535, 538 -> FailureReason.BAD_CREDENTIALS;
            case 550, 551, 556 -> FailureReason.RECIPIENT_UNKNOWN;
            case 552 -> FailureReason.TOO_LARGE;
            case 501, 553, 555 -> FailureReason.ADDRESS_INVALID;
            case 500, 502, 503, 504 -> FailureReason.UNSUPPORTED;
            case 521, 554 -> FailureReason.FORBIDDEN;
            default -> FailureReason.INTERNAL;
        };
    }

    /// The reason why a mail came back, in words: nobody tries again by itself then.
    static String returned(FailureReason reason) {
        return reason == FailureReason.RECIPIENT_UNAVAILABLE || reason == FailureReason.LINK_DOWN
                ? "Its server could not deliver it."
                : words(reason);
    }

    /// The reason in words for the person who wrote the message.
    static String words(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN -> "Nobody has that mail address. Check its spelling.";
            case RECIPIENT_UNAVAILABLE -> "The mailbox takes nothing now; try again later.";
            case FORBIDDEN, NOT_AUTHORIZED -> "The mail server refused the message.";
            case ADDRESS_INVALID -> "The mail server does not accept that address.";
            case CONTENT_INVALID, UNSUPPORTED ->
                    "The mail server cannot take a message of this kind.";
            case TOO_LARGE -> "The message is too large for that mailbox.";
            case RATE_LIMITED -> "The mail server asks to go slower; try again later.";
            case LOOP -> "The message goes in a circle between mail servers.";
            case EXPIRED, TIMEOUT -> "The mail could not be delivered in time.";
            case LINK_DOWN -> "The mail server cannot be reached now.";
            case BAD_CREDENTIALS ->
                    "The gateway may not send mail at present; its operator was told.";
            case CONFLICT, NOT_LINKED, INTERNAL -> "The mail could not be delivered.";
        };
    }
}
