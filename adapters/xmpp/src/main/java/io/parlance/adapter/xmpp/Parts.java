package io.parlance.adapter.xmpp;

import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AdapterContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What every part of the adapter works with, once it runs.
///
/// @param links the component stream per foreign network; filled before anything else starts
record Parts(
        AdapterContext context,
        XmppConfig config,
        Loop loop,
        XmppAddresses addresses,
        GhostNames ghosts,
        NativeIds ids,
        Shows shows,
        Reporter reporter,
        Memory memory,
        Portraits portraits,
        Map<NetworkId, XmppLink> links) {
    /// The stream by which ghosts of `network` speak.
    ///
    /// @throws InvalidValue if no component shows that network
    XmppLink link(NetworkId network) {
        XmppLink link =
                network.equals(GatewayBot.NETWORK)
                        ? links.values().iterator().next()
                        : links.get(network);
        if (link == null) {
            throw new InvalidValue(
                    FailureReason.UNSUPPORTED,
                    "Nobody from " + network + " is shown on " + context.network() + ".");
        }
        return link;
    }

    /// The stream of the component that this JID belongs to, or null if it is none of ours.
    @Nullable XmppLink linkOf(String jid) {
        NetworkId network = ghosts.network(XmppAddresses.domain(jid));
        return network == null ? null : links.get(network);
    }

    /// Whether the JID is one of our ghosts, rooms or components.
    boolean isOurs(String jid) {
        return ghosts.network(XmppAddresses.domain(jid)) != null;
    }
}
