package io.parlance.adapter.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far the mailbox was read (RFC 9051 §2.3.1.1): every mail up to `uid` was taken.
///
/// @param validity the folder's UIDVALIDITY; another one means that its UIDs were given out anew
/// @param uid the last UID taken, 0 for none
record Cursor(long validity, long uid) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10}):(\\d{1,10})");

    /// Reads what [#toString()] wrote.
    static Optional<Cursor> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new Cursor(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /// The cursor after the mail `next`.
    Cursor at(long next) {
        return new Cursor(validity, next);
    }

    @Override
    public String toString() {
        return validity + ":" + uid;
    }
}
