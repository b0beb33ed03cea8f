package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.jxmpp.stringprep.XmppStringprepException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Which JID shows a person or room of another network: the component's domain, and as localpart
/// the portable form with XEP-0106 escapes. Where PRECIS folds the spelling or does not allow it,
/// the true origin is remembered, never guessed. Confined to the event loop.
final class GhostNames {
    private static final int CACHED = 4096;

    private final AdapterContext context;
    private final Loop loop;
    private final Map<NetworkId, String> domains;
    private final Map<String, NetworkId> networks = new HashMap<>();
    private final Recent<Address, String> jids = new Recent<>(CACHED);
    private final Recent<String, Address> origins = new Recent<>(CACHED);
    private final Recent<String, String> bots = new Recent<>(CACHED);

    GhostNames(AdapterContext context, Loop loop, Map<NetworkId, String> domains) {
        this.context = context;
        this.loop = loop;
        this.domains = domains;
        domains.forEach((network, domain) -> networks.put(domain, network));
    }

    /// The network that this domain shows, or null if it is none of our components.
    @Nullable NetworkId network(String domain) {
        return networks.get(domain);
    }

    /// The bare JID of a ghost, usable at once; null if it must be remembered first, by [#jid].
    @Nullable String known(Address origin) {
        return jids.get(origin);
    }

    /// The bare JID of a ghost; completes when its origin can be found again. Fails with
    /// [InvalidValue] if the origin's network is not shown here.
    Future<String> jid(Address origin) {
        String known = jids.get(origin);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        if (GatewayBot.is(origin)) {
            return Future.succeededFuture(bot(""));
        }
        String domain = domains.get(origin.network());
        if (domain == null) {
            return Future.failedFuture(
                    new InvalidValue(
                            FailureReason.UNSUPPORTED,
                            "Nobody from "
                                    + origin.network()
                                    + " can be shown on "
                                    + context.network()
                                    + ": its operator configured no component for them."));
        }
        String portable = context.networks().portable(origin);
        String local = localpart(portable, domain);
        String jid = local + "@" + domain;
        Future<Void> remembered =
                JidEscape.unescape(local).equals(portable)
                        ? Future.succeededFuture()
                        : context.ghosts().remember(context.network(), jid, origin);
        return loop.here(remembered)
                .map(
                        _ -> {
                            jids.put(origin, jid);
                            return jid;
                        });
    }

    /// Whom the ghost with this bare JID stands for.
    ///
    /// @throws InvalidValue if it is no ghost, with a text for whoever wrote to it
    Address origin(String bareJid) {
        Address cached = origins.get(bareJid);
        if (cached != null) {
            return cached;
        }
        String local = XmppAddresses.local(bareJid);
        NetworkId network = networks.get(XmppAddresses.domain(bareJid));
        if (network != null && local.isEmpty()) {
            return GatewayBot.ADDRESS;
        }
        if (network == null) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "Write to user\\40server@" + XmppAddresses.domain(bareJid) + ".");
        }
        Address origin =
                context.ghosts()
                        .origin(context.network(), bareJid)
                        .orElseGet(() -> decoded(network, local));
        origins.put(bareJid, origin);
        return origin;
    }

    /// The JID of the gateway's bot for a user, bare: a component itself (XEP-0100 §4), the one
    /// that the user wrote to last.
    String bot(String user) {
        return bots.getOrDefault(user, domains.values().iterator().next());
    }

    /// A user wrote to the bot at this component.
    void askedBot(String user, String component) {
        bots.put(user, component);
    }

    private Address decoded(NetworkId network, String local) {
        return context.networks().addresses(network).fromPortable(JidEscape.unescape(local));
    }

    /// The localpart after PRECIS, or a digest where PRECIS refuses the spelling.
    private static String localpart(String portable, String domain) {
        try {
            return String.valueOf(
                    Stanzas.jid(JidEscape.escape(portable), domain).getLocalpartOrNull());
        } catch (XmppStringprepException | IllegalArgumentException _) {
            return "h." + digest(portable);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
