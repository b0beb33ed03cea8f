package io.parlance.adapter.mail;

/// A mail that cannot be read at all; it is put aside and the mailbox goes on.
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why);
    }

    Unreadable(String why, Throwable cause) {
        super(why, cause);
    }
}
