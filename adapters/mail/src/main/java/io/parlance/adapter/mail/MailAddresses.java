package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Networks;

import java.net.IDN;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Mail addresses (RFC 5322 addr-spec, RFC 6531 for other scripts): `local@domain` with the domain
/// in lower case. An address at the gateway's own domain is a room, unless it is a ghost's.
///
/// @param network our name
/// @param domain the gateway's mail domain, in lower case
/// @param networks to tell a ghost's spelling by the name it starts with; asked lazily
record MailAddresses(NetworkId network, String domain, Networks networks) implements AddressSpace {
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[^@\\s\\p{Cntrl}<>\"(),:;\\[\\]\\\\]{1,256}@[^@\\s\\p{Cntrl}<>\"(),:;/]{1,253}");
    private static final String BOT = "parlance";
    private static final Pattern DOTS = Pattern.compile("^\\.|\\.\\.|\\.@|\\.$|@\\.");

    @Override
    public Address parse(String spelling) {
        String text = spelling.strip();
        if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
            text = unescape(text.substring(7).replaceFirst("\\?.*", ""));
        }
        String canonical = canonical(text);
        if (!isOurs(canonical)) {
            return Address.person(network, canonical);
        }
        if (isBot(canonical) || ghostNetwork(local(canonical)).isPresent()) {
            throw invalid(
                    spelling,
                    "that is a ghost; name the person by the address on their own network");
        }
        return Address.room(network, canonical);
    }

    @Override
    public String portable(Address address) {
        return address.isRoom() ? "#" + address.value() : address.value();
    }

    @Override
    public Address fromPortable(String portable) {
        boolean room = portable.startsWith("#");
        String canonical = canonical(room ? portable.substring(1) : portable);
        if (room != isOurs(canonical)) {
            throw invalid(
                    portable,
                    room
                            ? "a room's address is at " + domain
                            : "at " + domain + " there are only rooms");
        }
        return room ? Address.room(network, canonical) : Address.person(network, canonical);
    }

    @Override
    public URI uri(Address address) {
        StringBuilder out = new StringBuilder("mailto:");
        for (byte b : address.value().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$'*+@".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return URI.create(out.toString());
    }

    /// The canonical spelling; an address at our own domain is wholly in lower case, since we
    /// decide there that case means nothing.
    ///
    /// @throws InvalidValue if it is no mail address
    String canonical(String text) {
        // The sign of a room, for other networks: a person of that name would be taken for one.
        if (text.startsWith("#") || !isAddress(text)) {
            throw invalid(text, "write it as name@example.org");
        }
        int at = text.lastIndexOf('@');
        String host = host(text, text.substring(at + 1));
        String local = text.substring(0, at);
        String canonical =
                (host.equals(domain) ? local.toLowerCase(Locale.ROOT) : local) + "@" + host;
        // Compatible letters become other ones in a domain, among them a space and dots (RFC 3491).
        if (!isAddress(canonical)) {
            throw invalid(text, "its domain is none");
        }
        return canonical;
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() && !DOTS.matcher(text).find();
    }

    /// The address at our domain that stands for a person or room of another network.
    String ghost(Address foreign) {
        if (GatewayBot.is(foreign)) {
            return BOT + "@" + domain;
        }
        return GhostSpelling.encode(foreign.network().name(), networks.portable(foreign))
                + "@"
                + domain;
    }

    /// Whom a ghost's address stands for, by its spelling alone; empty if it is no ghost's.
    Optional<Address> behind(String address) {
        String local = local(address);
        if (isBot(address)) {
            return Optional.of(GatewayBot.ADDRESS);
        }
        if (!isOurs(address) || GhostSpelling.isCut(local)) {
            return Optional.empty();
        }
        Optional<NetworkId> other = ghostNetwork(local);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        try {
            return GhostSpelling.decode(local.substring(local.indexOf('.') + 1))
                    .map(networks.addresses(other.get())::fromPortable);
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    /// Whether the address is at the gateway's domain.
    boolean isOurs(String address) {
        return address.regionMatches(
                        true, address.lastIndexOf('@') + 1, domain, 0, Math.max(domain.length(), 1))
                && address.length() - address.lastIndexOf('@') - 1 == domain.length();
    }

    /// Whether the address is the gateway's own bot's, which takes commands.
    private boolean isBot(String address) {
        return isOurs(address) && local(address).equalsIgnoreCase(BOT);
    }

    /// The part before the at sign.
    static String local(String address) {
        return address.substring(0, Math.max(address.lastIndexOf('@'), 0));
    }

    /// The part after the at sign.
    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /// The other network by whose name a ghost's spelling starts, also if the rest is broken.
    Optional<NetworkId> ghostNetwork(String local) {
        int dot = local.indexOf('.');
        return networks.ids().stream()
                .filter(id -> dot > 0 && !id.equals(network) && local.startsWith(id.name() + "."))
                .findFirst();
    }

    private static String host(String text, String host) {
        try {
            return IDN.toASCII(host.toLowerCase(Locale.ROOT), IDN.ALLOW_UNASSIGNED)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw invalid(text, "its domain is none");
        }
    }

    private static String unescape(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid(text, "its percent escapes are broken");
        }
    }

    private static InvalidValue invalid(String text, String advice) {
        return new InvalidValue(
                FailureReason.ADDRESS_INVALID,
                "'" + text + "' is no mail address: " + advice + ".");
    }
}
