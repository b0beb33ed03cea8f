package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/// Who is meant by a URI: a ghost by the person behind it, and the other way round. Confined to the
/// event loop.
final class MentionUris {
    private static final String XMPP = "xmpp:";

    private final Parts parts;

    MentionUris(Parts parts) {
        this.parts = parts;
    }

    /// The URI of a person on their own network, or null if `uri` names nobody.
    ///
    /// @param room the room where it was said, or an empty text
    /// @param people who goes by a nick there
    @Nullable String inward(String uri, String room, Function<String, @Nullable Address> people) {
        if (!uri.toLowerCase(Locale.ROOT).startsWith(XMPP) || uri.length() > 2048) {
            return null;
        }
        try {
            String jid = decoded(uri.substring(XMPP.length()));
            String bare = XmppAddresses.bare(jid);
            Address who =
                    bare.equals(room)
                            ? people.apply(XmppAddresses.resource(jid))
                            : parts.isOurs(bare)
                                    ? parts.ghosts().origin(bare)
                                    : parts.addresses().person(jid);
            return who == null || who.isRoom() ? null : space(who.network()).uri(who).toString();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String decoded(String text) {
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private AddressSpace space(NetworkId network) {
        return parts.context().networks().addresses(network);
    }

    /// The `xmpp:` URI of somebody, by the URI of their own network; null if they are not shown
    /// here.
    @Nullable String outward(String uri) {
        NetworkId own = parts.context().network();
        if (uri.toLowerCase(Locale.ROOT).startsWith(XMPP)) {
            return uri;
        }
        for (NetworkId network : parts.context().networks().ids()) {
            Address who = network.equals(own) ? null : person(network, uri);
            if (who != null) {
                Future<String> ghost = parts.ghosts().jid(who);
                return ghost.succeeded()
                        ? parts.addresses().uri(Address.person(own, ghost.result())).toString()
                        : null;
            }
        }
        return null;
    }

    private @Nullable Address person(NetworkId network, String uri) {
        try {
            Address who = space(network).parse(uri);
            String scheme = uri.substring(0, uri.indexOf(':') + 1);
            return !who.isRoom() && space(network).uri(who).toString().startsWith(scheme)
                    ? who
                    : null;
        } catch (InvalidValue _) {
            return null;
        }
    }
}
