package io.parlance.adapter.matrix;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;

import java.util.Locale;

/// The one table between the spec's error codes (Client-Server API, "Standard error response") and
/// our reasons, both ways, and what a fault makes of a delivery.
final class MatrixErrors {
    private MatrixErrors() {}

    /// The reason that an error answer means.
    static FailureReason reason(String errcode, int status) {
        return switch (errcode) {
            case "M_FORBIDDEN", "M_GUEST_ACCESS_FORBIDDEN", "M_CANNOT_LEAVE_SERVER_NOTICE_ROOM" ->
                    FailureReason.FORBIDDEN;
            case "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_UNAUTHORIZED" ->
                    FailureReason.BAD_CREDENTIALS;
            case "M_EXCLUSIVE", "M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED" ->
                    FailureReason.NOT_AUTHORIZED;
            case "M_NOT_FOUND" -> FailureReason.RECIPIENT_UNKNOWN;
            case "M_INVALID_USERNAME" -> FailureReason.ADDRESS_INVALID;
            case "M_TOO_LARGE" -> FailureReason.TOO_LARGE;
            case "M_BAD_JSON", "M_NOT_JSON", "M_INVALID_PARAM", "M_MISSING_PARAM", "M_BAD_STATE" ->
                    FailureReason.CONTENT_INVALID;
            case "M_UNRECOGNIZED",
                    "M_UNSUPPORTED_ROOM_VERSION",
                    "M_INCOMPATIBLE_ROOM_VERSION",
                    "M_UNABLE_TO_AUTHORISE_JOIN" ->
                    FailureReason.UNSUPPORTED;
            case "M_LIMIT_EXCEEDED", "M_RESOURCE_LIMIT_EXCEEDED" -> FailureReason.RATE_LIMITED;
            case "M_ROOM_IN_USE", "M_USER_IN_USE", "M_DUPLICATE_ANNOTATION" ->
                    FailureReason.CONFLICT;
            default -> byStatus(status);
        };
    }

    private static FailureReason byStatus(int status) {
        return switch (status) {
            case 401 -> FailureReason.BAD_CREDENTIALS;
            case 403 -> FailureReason.FORBIDDEN;
            case 404 -> FailureReason.RECIPIENT_UNKNOWN;
            case 413 -> FailureReason.TOO_LARGE;
            case 429 -> FailureReason.RATE_LIMITED;
            case 400 -> FailureReason.CONTENT_INVALID;
            default -> FailureReason.LINK_DOWN;
        };
    }

    /// The code by which a reason is told to a homeserver or a client.
    static String errcode(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN, NOT_LINKED -> "M_NOT_FOUND";
            case FORBIDDEN, LOOP -> "M_FORBIDDEN";
            case NOT_AUTHORIZED, BAD_CREDENTIALS -> "M_UNAUTHORIZED";
            case ADDRESS_INVALID -> "M_INVALID_PARAM";
            case CONTENT_INVALID -> "M_BAD_JSON";
            case TOO_LARGE -> "M_TOO_LARGE";
            case UNSUPPORTED -> "M_UNRECOGNIZED";
            case RATE_LIMITED -> "M_LIMIT_EXCEEDED";
            case CONFLICT -> "M_ROOM_IN_USE";
            case RECIPIENT_UNAVAILABLE, LINK_DOWN, TIMEOUT, EXPIRED, INTERNAL -> "M_UNKNOWN";
        };
    }

    /// What a fault makes of a delivery. Whatever may pass by waiting is deferred.
    static Outcome outcome(Throwable cause) {
        return switch (cause) {
            case MatrixFault fault -> outcome(fault);
            case MatrixRefusal refusal -> new Outcome.Refused(refusal.failure());
            default ->
                    Outcome.deferred(
                            Failure.uncertain(
                                    FailureReason.INTERNAL,
                                    "The gateway stumbled over this message; it tries again.",
                                    cause.toString()));
        };
    }

    private static Outcome outcome(MatrixFault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE -> Outcome.deferred(down(fault.detail()));
            case BUSY ->
                    Outcome.deferred(
                            Failure.certain(
                                    FailureReason.TIMEOUT,
                                    "The Matrix server is slow; it is tried again.",
                                    fault.detail()));
            case UNANSWERED ->
                    Outcome.deferred(
                            Failure.uncertain(
                                    FailureReason.TIMEOUT,
                                    "The Matrix server did not answer; it is tried again.",
                                    fault.detail()));
            case ANSWERED -> answered(fault);
        };
    }

    private static Outcome answered(MatrixFault fault) {
        FailureReason reason = reason(fault.errcode(), fault.status());
        Failure failure = new Failure(reason, words(reason), fault.detail(), fault.status() < 500);
        boolean waits =
                fault.status() >= 500
                        || fault.status() < 400
                        || reason == FailureReason.RATE_LIMITED
                        || reason == FailureReason.BAD_CREDENTIALS
                        || reason == FailureReason.LINK_DOWN;
        return waits
                ? new Outcome.Deferred(failure, fault.retryAfter())
                : new Outcome.Refused(failure);
    }

    /// The failure of a delivery while the homeserver is known to be away.
    static Failure down(String detail) {
        return Failure.certain(
                FailureReason.LINK_DOWN,
                "The Matrix server is not reachable; it is tried again.",
                detail);
    }

    /// What the person who wrote is told.
    private static String words(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN -> "Nobody has that address on the Matrix server.";
            case FORBIDDEN -> "The Matrix server does not allow that here.";
            case TOO_LARGE -> "That is more than the Matrix server takes.";
            case ADDRESS_INVALID -> "The Matrix server does not accept that address.";
            case BAD_CREDENTIALS, NOT_AUTHORIZED ->
                    "The Matrix server does not accept the gateway; its operator must act.";
            case RATE_LIMITED -> "The Matrix server asks to go slower; it is tried again.";
            case CONTENT_INVALID -> "The Matrix server does not accept that content.";
            case LINK_DOWN -> "The Matrix server has trouble; it is tried again.";
            default ->
                    "The Matrix server refused: "
                            + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + ".";
        };
    }
}
