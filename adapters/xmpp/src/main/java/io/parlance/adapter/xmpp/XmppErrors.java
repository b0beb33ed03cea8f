package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;

import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jspecify.annotations.Nullable;

/// The one table between our reasons and stanza error conditions (RFC 6120 §8.3.3).
final class XmppErrors {
    private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final String CLIENT = "jabber:client";

    private XmppErrors() {}

    /// The condition that tells an XMPP user this reason.
    static Condition condition(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNKNOWN, NOT_LINKED -> Condition.item_not_found;
            case RECIPIENT_UNAVAILABLE -> Condition.recipient_unavailable;
            case FORBIDDEN -> Condition.forbidden;
            case NOT_AUTHORIZED -> Condition.not_authorized;
            case ADDRESS_INVALID -> Condition.jid_malformed;
            case CONTENT_INVALID -> Condition.not_acceptable;
            case TOO_LARGE, LOOP -> Condition.policy_violation;
            case UNSUPPORTED -> Condition.feature_not_implemented;
            case RATE_LIMITED -> Condition.resource_constraint;
            case CONFLICT -> Condition.conflict;
            case LINK_DOWN, TIMEOUT, EXPIRED -> Condition.remote_server_timeout;
            case BAD_CREDENTIALS, INTERNAL -> Condition.internal_server_error;
        };
    }

    /// Whether the same stanza sent again may be taken.
    private static StanzaError.Type type(FailureReason reason) {
        return switch (reason) {
            case RECIPIENT_UNAVAILABLE, RATE_LIMITED, LINK_DOWN, TIMEOUT, INTERNAL ->
                    StanzaError.Type.WAIT;
            case FORBIDDEN, NOT_AUTHORIZED -> StanzaError.Type.AUTH;
            case ADDRESS_INVALID, CONTENT_INVALID, TOO_LARGE -> StanzaError.Type.MODIFY;
            case RECIPIENT_UNKNOWN,
                    NOT_LINKED,
                    LOOP,
                    UNSUPPORTED,
                    CONFLICT,
                    EXPIRED,
                    BAD_CREDENTIALS ->
                    StanzaError.Type.CANCEL;
        };
    }

    /// The error that tells the failure's public text.
    static StanzaError stanzaError(Failure failure) {
        return error(condition(failure.reason()), type(failure.reason()), failure.text());
    }

    /// The error for an act that could not be delivered: clients take a reaction back that is not
    /// acceptable (XEP-0444 §3.3).
    static StanzaError stanzaError(Failure failure, Event.Act act) {
        return switch (act) {
            case REACTION ->
                    error(Condition.not_acceptable, StanzaError.Type.MODIFY, failure.text());
            case EDIT, RETRACTION ->
                    failure.reason() == FailureReason.CONTENT_INVALID
                            ? stanzaError(failure)
                            : error(
                                    Condition.feature_not_implemented,
                                    StanzaError.Type.CANCEL,
                                    failure.text());
            case MESSAGE, OTHER -> stanzaError(failure);
        };
    }

    /// How people call what was not delivered.
    static String undelivered(Event.Act act) {
        return switch (act) {
            case MESSAGE -> "Your message was not delivered: ";
            case EDIT -> "Your correction was not delivered: ";
            case RETRACTION -> "Your message was not taken back: ";
            case REACTION -> "Your reaction was not delivered: ";
            case OTHER -> "What you did was not delivered: ";
        };
    }

    /// An error with a text of ours.
    static StanzaError error(Condition condition, StanzaError.Type type, String text) {
        return StanzaError.getBuilder(condition).setType(type).setDescriptiveEnText(text).build();
    }

    /// What a stanza of type error says; certain, because the server says that it was not taken.
    static Failure failure(Element stanza) {
        Element error = stanza.child("error", CLIENT);
        String condition = error == null ? "undefined-condition" : condition(error);
        String text = error == null ? null : text(error);
        return Failure.certain(
                reason(condition),
                text == null || text.isBlank() ? words(condition) : text,
                "stanza error " + condition + " from " + stanza.attribute("from"));
    }

    /// The outcome that an error of type error means for a delivery: what the server calls
    /// temporary is tried again (RFC 6120 §8.3.2).
    static Outcome outcome(Element stanza) {
        Element error = stanza.child("error", CLIENT);
        Failure failure = failure(stanza);
        boolean temporary = error == null || "wait".equals(error.attribute("type"));
        return temporary ? Outcome.deferred(failure) : new Outcome.Refused(failure);
    }

    /// The name of the error condition of a stanza of type error.
    static String conditionOf(Element stanza) {
        Element error = stanza.child("error", CLIENT);
        return error == null ? "undefined-condition" : condition(error);
    }

    private static String condition(Element error) {
        return error.children().stream()
                .filter(child -> child.namespace().equals(STANZAS))
                .map(Element::name)
                .filter(name -> !name.equals("text"))
                .findFirst()
                .orElse("undefined-condition");
    }

    private static @Nullable String text(Element error) {
        Element text = error.child("text", STANZAS);
        return text == null ? null : text.text();
    }

    /// The other way of the table. Conditions that say no more than "no" become `FORBIDDEN`.
    private static FailureReason reason(String condition) {
        return switch (condition) {
            case "item-not-found", "gone", "remote-server-not-found" ->
                    FailureReason.RECIPIENT_UNKNOWN;
            case "recipient-unavailable", "service-unavailable" ->
                    FailureReason.RECIPIENT_UNAVAILABLE;
            case "forbidden", "not-allowed", "registration-required", "subscription-required" ->
                    FailureReason.FORBIDDEN;
            case "not-authorized" -> FailureReason.NOT_AUTHORIZED;
            case "jid-malformed" -> FailureReason.ADDRESS_INVALID;
            case "not-acceptable", "bad-request" -> FailureReason.CONTENT_INVALID;
            case "policy-violation" -> FailureReason.TOO_LARGE;
            case "feature-not-implemented" -> FailureReason.UNSUPPORTED;
            case "resource-constraint" -> FailureReason.RATE_LIMITED;
            case "conflict" -> FailureReason.CONFLICT;
            case "remote-server-timeout" -> FailureReason.TIMEOUT;
            default -> FailureReason.INTERNAL;
        };
    }

    private static String words(String condition) {
        return "The XMPP server refused it: " + condition.replace('-', ' ') + ".";
    }
}
