package io.parlance.command;

import io.parlance.model.Body;
import io.parlance.model.Limits;

/// What the bot says, as a body. Pure.
final class Notices {
    private static final int LONGEST = 4_000;

    private Notices() {}

    /// A body of this text, cut if it is overlong.
    static Body body(String text) {
        return Body.of(Limits.cut(text, LONGEST));
    }
}
