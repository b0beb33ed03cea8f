package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Matrix spellings: `@user:server`, `#alias:server`, `!id:server` and `!id`.
record MatrixAddresses(NetworkId network) implements AddressSpace {
    private static final String LINK = "https://matrix.to/#/";

    /// What an id begins with. A historic localpart may begin with one, too; then the portable form
    /// keeps the `@` before it.
    private static final String SIGILS = "@#!";

    @Override
    public Address parse(String spelling) {
        String text = spelling.strip();
        if (text.startsWith(LINK)) {
            int end = text.indexOf('?', LINK.length());
            text = decoded(text.substring(LINK.length(), end < 0 ? text.length() : end));
        } else if (text.regionMatches(true, 0, "matrix:", 0, 7)) {
            text = fromUri(text.substring(7));
        }
        if (MatrixIds.isUserId(text)) {
            return Address.person(network, text);
        }
        if (MatrixIds.isAlias(text) || MatrixIds.isRoomId(text)) {
            return Address.room(network, text);
        }
        throw new InvalidValue(
                FailureReason.ADDRESS_INVALID,
                "'"
                        + spelling
                        + "' is no Matrix address; write @user:server, #room:server or"
                        + " !id:server.");
    }

    /// The path of a `matrix:` URI (appendices, "Matrix URI scheme"), or an id written after the
    /// colon.
    private static String fromUri(String path) {
        int end = path.indexOf('?');
        String id = end < 0 ? path : path.substring(0, end);
        int slash = id.indexOf('/');
        String kind = slash < 0 ? "" : id.substring(0, slash);
        String rest = decoded(id.substring(slash + 1));
        return switch (kind) {
            case "u" -> "@" + rest;
            case "r" -> "#" + rest;
            case "roomid" -> "!" + rest;
            default -> decoded(id);
        };
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    @Override
    public String portable(Address address) {
        String id = address.value();
        int colon = id.indexOf(':');
        String name = colon < 0 ? id : id.substring(0, colon) + "@" + id.substring(colon + 1);
        return address.isRoom() || SIGILS.indexOf(name.charAt(1)) >= 0 ? name : name.substring(1);
    }

    @Override
    public Address fromPortable(String portable) {
        int at = portable.lastIndexOf('@');
        boolean named = !portable.isEmpty() && SIGILS.indexOf(portable.charAt(0)) >= 0;
        String id =
                at <= 0 ? portable : portable.substring(0, at) + ":" + portable.substring(at + 1);
        return parse(named ? id : "@" + id);
    }

    @Override
    public URI uri(Address address) {
        String id = address.value();
        String kind =
                switch (id.charAt(0)) {
                    case '#' -> "r/";
                    case '!' -> "roomid/";
                    default -> "u/";
                };
        String rest = URLEncoder.encode(id.substring(1), StandardCharsets.UTF_8);
        return URI.create("matrix:" + kind + rest.replace("+", "%20").replace("%3A", ":"));
    }
}
