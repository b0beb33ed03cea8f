package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;

import org.jxmpp.jid.Jid;
import org.jxmpp.stringprep.XmppStringprepException;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/// How XMPP spells people and rooms (RFC 7622, RFC 5122). People are bare JIDs, or
/// `room@service/nick` where a room hides who an occupant is; rooms are bare JIDs at one of the
/// configured services. Pure.
final class XmppAddresses implements AddressSpace {
    private final NetworkId network;
    private final Set<String> rooms;
    private final Set<String> components;

    XmppAddresses(NetworkId network, Collection<String> rooms, Collection<String> components) {
        this.network = network;
        this.rooms = Set.copyOf(rooms);
        this.components = Set.copyOf(components);
    }

    @Override
    public Address parse(String spelling) {
        String text = spelling.strip();
        boolean join = false;
        if (text.regionMatches(true, 0, "xmpp:", 0, 5)) {
            text = text.substring(5).replaceFirst("^//[^/]*/", "");
            int query = text.indexOf('?');
            join = query >= 0 && text.substring(query).toLowerCase(Locale.ROOT).startsWith("?join");
            text = decode(query < 0 ? text : text.substring(0, query));
        } else if (text.endsWith("?join")) {
            join = true;
            text = text.substring(0, text.length() - 5);
        } else if (text.startsWith("#")) {
            // As portable spellings mark rooms; who means a room that is called so writes
            // xmpp:%23name@…
            join = true;
            text = text.substring(1);
        }
        return address(jid(text), join);
    }

    private Address address(Jid jid, boolean join) {
        String domain = jid.getDomain().toString();
        if (components.contains(domain)) {
            throw invalid(
                    "'"
                            + jid
                            + "' is a ghost of this gateway; use the address on its own network.");
        }
        boolean atService = rooms.contains(domain) && jid.hasLocalpart();
        if (join || (atService && jid.hasNoResource())) {
            return Address.room(network, jid.asBareJid().toString());
        }
        if (jid.toString().startsWith("#")) {
            throw invalid("'" + jid + "' begins like a room; nobody else can write that address.");
        }
        return atService
                ? Address.person(network, jid.toString())
                : Address.person(network, jid.asBareJid().toString());
    }

    /// The person behind a full or bare JID, or the occupant if its domain is a room service.
    Address person(String jid) {
        String domain = domain(jid);
        return Address.person(network, rooms.contains(domain) ? jid : bare(jid));
    }

    /// The room with this bare JID.
    Address room(String bareJid) {
        return Address.room(network, bareJid);
    }

    @Override
    public String portable(Address address) {
        String value = address.value();
        if (address.isRoom()) {
            return "#" + value;
        }
        int slash = value.indexOf('/');
        int at = value.indexOf('@');
        // An occupant: the nick moves before the @, so that what follows the last @ is the server.
        return slash < 0 || at < 0 || at > slash
                ? value
                : value.substring(0, at) + value.substring(slash) + value.substring(at, slash);
    }

    @Override
    public Address fromPortable(String portable) {
        if (portable.startsWith("#")) {
            return Address.room(network, jid(portable.substring(1)).asBareJid().toString());
        }
        int at = portable.lastIndexOf('@');
        int slash = portable.indexOf('/');
        if (at < 0 || slash < 0 || slash > at) {
            return address(jid(portable), false);
        }
        String room = portable.substring(0, slash) + portable.substring(at);
        return address(jid(room + portable.substring(slash, at)), false);
    }

    @Override
    public URI uri(Address address) {
        String value = address.value();
        int slash = value.indexOf('/');
        String bare = slash < 0 ? value : value.substring(0, slash);
        int at = bare.indexOf('@');
        String path = at < 0 ? bare : encode(bare.substring(0, at)) + "@" + bare.substring(at + 1);
        String resource = slash < 0 ? "" : "/" + encode(value.substring(slash + 1));
        return URI.create("xmpp:" + path + resource + (address.isRoom() ? "?join" : ""));
    }

    private Jid jid(String text) {
        try {
            Jid jid = Stanzas.jid(text);
            // One dot after a domain was taken off (RFC 7622 §3.2); a second one is no domain.
            if (!jid.getDomain().toString().endsWith(".")) {
                return jid;
            }
        } catch (XmppStringprepException | IllegalArgumentException _) {
            // It is refused below, like the others.
        }
        throw invalid("'" + text + "' is no XMPP address; write for example alice@example.org.");
    }

    /// What stands before the resource.
    static String bare(String jid) {
        int slash = jid.indexOf('/');
        return slash < 0 ? jid : jid.substring(0, slash);
    }

    /// The resource, or an empty text.
    static String resource(String jid) {
        int slash = jid.indexOf('/');
        return slash < 0 ? "" : jid.substring(slash + 1);
    }

    /// The localpart, or an empty text.
    static String local(String jid) {
        String bare = bare(jid);
        int at = bare.indexOf('@');
        return at < 0 ? "" : bare.substring(0, at);
    }

    /// The domain.
    static String domain(String jid) {
        String bare = bare(jid);
        return bare.substring(bare.indexOf('@') + 1);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("'" + text + "' is no XMPP address: its percent signs are wrong.");
        }
    }

    private static InvalidValue invalid(String message) {
        return new InvalidValue(FailureReason.ADDRESS_INVALID, message);
    }
}
