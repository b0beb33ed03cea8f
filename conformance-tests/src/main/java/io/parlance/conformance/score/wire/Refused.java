package io.parlance.conformance.score.wire;

import java.io.IOException;

/// The sender's own server does not know what it was asked for: the network has a form, this server
/// has not, and no bridge can help.
public final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final String answer;

    /// Refused in these words.
    public Refused(String answer) {
        super(answer);
        this.answer = "The sender's own server refused it: " + answer;
    }

    /// What the server said.
    public String answer() {
        return answer;
    }
}
