package io.parlance.adapter.mail;

import io.parlance.model.NetworkId;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.parlance.spi.LinkState.BadCredentials;
import io.parlance.spi.LinkState.Connecting;
import io.parlance.spi.LinkState.Degraded;
import io.parlance.spi.LinkState.Down;
import io.parlance.spi.LinkState.Up;

/// One link state out of two connections: mail that comes in and mail that goes out.
final class LinkHealth {
    private final Hub hub;
    private final NetworkId network;
    private LinkState in = new Connecting();
    private LinkState out = new Connecting();
    private LinkState told = new Connecting();

    LinkHealth(Hub hub, NetworkId network) {
        this.hub = hub;
        this.network = network;
    }

    /// The mailbox's state changed.
    synchronized void mailbox(LinkState state) {
        in = better(in, state);
        tell();
    }

    /// The submission's state changed.
    synchronized void submission(LinkState state) {
        out = better(out, state);
        tell();
    }

    /// That it is tried again is no news: what was wrong stays until it is known to be better.
    private static LinkState better(LinkState before, LinkState now) {
        boolean wrong = before instanceof Down || before instanceof BadCredentials;
        return wrong && now instanceof Connecting ? before : now;
    }

    private void tell() {
        LinkState now = both(in, out);
        if (!now.equals(told)) {
            told = now;
            hub.linkChanged(network, now);
        }
    }

    /// What the operator should see: the worse of both, and `Degraded` if one works. While one was
    /// not tried yet it is too early to say, or the same trouble would be told in two texts.
    static LinkState both(LinkState in, LinkState out) {
        if (in instanceof BadCredentials) {
            return in;
        }
        if (out instanceof BadCredentials) {
            return out;
        }
        if (in instanceof Up && out instanceof Up) {
            return in;
        }
        if (in instanceof Connecting || out instanceof Connecting) {
            return new Connecting();
        }
        if (in instanceof Up && out instanceof Down(String advice)) {
            return new Degraded("Mail comes in but cannot be sent: " + advice);
        }
        if (in instanceof Down(String advice) && out instanceof Up) {
            return new Degraded("Mail can be sent but does not come in: " + advice);
        }
        return new Down((in.advice() + " " + out.advice()).strip());
    }
}
