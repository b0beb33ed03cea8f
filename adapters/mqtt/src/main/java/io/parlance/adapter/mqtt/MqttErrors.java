package io.parlance.adapter.mqtt;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.LinkState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The one table between MQTT's reason codes (MQTT 5.0 §2.4) and the model's reasons.
final class MqttErrors {
    static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    /// Nothing tells when somebody subscribes, and a client that connects expects its messages.
    private static final Duration BACK_SOON = Duration.ofSeconds(15);

    static final int BAD_USER_NAME_OR_PASSWORD = 0x86;
    static final int NOT_AUTHORIZED = 0x87;
    static final int BANNED = 0x8A;
    static final int SESSION_TAKEN_OVER = 0x8E;
    static final int TOPIC_NAME_INVALID = 0x90;
    static final int PACKET_TOO_LARGE = 0x95;
    static final int MESSAGE_RATE_TOO_HIGH = 0x96;
    static final int QUOTA_EXCEEDED = 0x97;
    static final int PAYLOAD_FORMAT_INVALID = 0x99;

    private MqttErrors() {}

    /// What a PUBACK with an error code (0x80 or over) makes of a publication; the broker did not
    /// take it, so all of these are certain.
    static Outcome refusal(int code, String topic) {
        String detail = "broker answered 0x%02X for topic %s".formatted(code, topic);
        return switch (code) {
            case NOT_AUTHORIZED ->
                    refused(
                            FailureReason.FORBIDDEN,
                            "The MQTT broker does not let the gateway write there.",
                            detail + "; let the gateway's user write im/v1/#");
            case TOPIC_NAME_INVALID ->
                    refused(
                            FailureReason.ADDRESS_INVALID,
                            "The MQTT broker refuses that address.",
                            detail);
            case PACKET_TOO_LARGE ->
                    refused(
                            FailureReason.TOO_LARGE,
                            "The message is larger than the MQTT broker takes.",
                            detail);
            case PAYLOAD_FORMAT_INVALID ->
                    refused(
                            FailureReason.CONTENT_INVALID,
                            "The MQTT broker refuses the content.",
                            detail);
            case MESSAGE_RATE_TOO_HIGH, QUOTA_EXCEEDED ->
                    deferred(
                            FailureReason.RATE_LIMITED,
                            "The MQTT broker asks to go slower.",
                            detail);
            default ->
                    deferred(
                            FailureReason.RECIPIENT_UNAVAILABLE,
                            "The MQTT broker does not take the message now.",
                            detail);
        };
    }

    /// Nobody reads the topic, so the broker threw the message away.
    static Outcome nobodyListens(Publication publication) {
        String text = "The recipient is not connected to the MQTT broker.";
        String detail = "no subscriber for " + publication.topic();
        return switch (publication.unread()) {
            case FINE -> Outcome.delivered();
            case DEFER ->
                    new Outcome.Deferred(
                            Failure.certain(FailureReason.RECIPIENT_UNAVAILABLE, text, detail),
                            BACK_SOON);
            case REFUSE -> refused(FailureReason.RECIPIENT_UNAVAILABLE, text, detail);
        };
    }

    /// The link is not up; nothing was sent.
    static Outcome linkDown() {
        return deferred(
                FailureReason.LINK_DOWN,
                "The MQTT broker is not reachable at the moment.",
                "link is down");
    }

    /// The link broke before the broker answered.
    static Outcome unanswered(String topic) {
        return Outcome.deferred(
                Failure.uncertain(
                        FailureReason.TIMEOUT,
                        "The MQTT broker did not confirm the message.",
                        "connection lost before PUBACK for " + topic));
    }

    /// The queue before the broker is full.
    static Outcome congested() {
        return deferred(
                FailureReason.RATE_LIMITED,
                "Too many messages wait for the MQTT broker.",
                "publish queue is full");
    }

    /// It was to vanish before it could be delivered.
    static Outcome vanished() {
        return refused(
                FailureReason.EXPIRED,
                "The message vanished before it could be delivered.",
                "its own time is over");
    }

    /// What the client library or our own code threw at a publication before it was sent.
    static Outcome unsent(Exception fault) {
        return deferred(
                FailureReason.INTERNAL,
                "The gateway could not send the message.",
                fault.toString());
    }

    /// The link's state after a refused or lost connection.
    ///
    /// @param code the broker's reason code, or a lower one of the client library
    /// @param what the fault in words, or null
    static LinkState link(MqttConfig config, int code, @Nullable String what) {
        return switch (code) {
            case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, BANNED ->
                    new LinkState.BadCredentials(
                            "the broker "
                                    + config.broker()
                                    + " refuses the login (0x%02X): compare `username` and `password`"
                                            .formatted(code)
                                    + " with the broker's password file");
            case SESSION_TAKEN_OVER ->
                    new LinkState.BadCredentials(
                            "another client took over the client id '"
                                    + config.clientId()
                                    + "': give each gateway its own `client_id`, or stop the other"
                                    + " one");
            default ->
                    new LinkState.Down(
                            "no connection to the broker "
                                    + config.broker()
                                    + (what == null ? "" : " (" + what + ")")
                                    + ": check that it runs and that `broker` names it");
        };
    }

    /// COMPAT: Mosquitto 2.0.11 closes the socket of a client that was taken over without the
    /// DISCONNECT 0x8E of MQTT 5.0 §3.14.2.1; two gateways with one client id are known by their
    /// flapping then.
    static LinkState rivalry(MqttConfig config) {
        return new LinkState.BadCredentials(
                "connections to the broker "
                        + config.broker()
                        + " break as soon as they are made: another client probably uses the client"
                        + " id '"
                        + config.clientId()
                        + "'; give each gateway its own `client_id`, or stop the other one");
    }

    private static Outcome refused(FailureReason reason, String text, String detail) {
        return new Outcome.Refused(Failure.certain(reason, text, detail));
    }

    private static Outcome deferred(FailureReason reason, String text, String detail) {
        return Outcome.deferred(Failure.certain(reason, text, detail));
    }
}
