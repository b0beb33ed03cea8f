package io.parlance.model;

/// Why something could not be done, in two texts: one for the person, one for the operator.
///
/// @param reason from the closed list
/// @param text what the person who sent it may read, with what to do next if anything helps
/// @param detail what the operator needs; never shown to the person, never with secrets
/// @param certain true if nothing was sent for sure; false if it may have gone through nevertheless
public record Failure(FailureReason reason, String text, String detail, boolean certain) {
    /// A failure of which it is certain that nothing was sent.
    public static Failure certain(FailureReason reason, String text, String detail) {
        return new Failure(reason, text, detail, true);
    }

    /// A failure after which the message may nevertheless have arrived.
    public static Failure uncertain(FailureReason reason, String text, String detail) {
        return new Failure(reason, text, detail, false);
    }
}
