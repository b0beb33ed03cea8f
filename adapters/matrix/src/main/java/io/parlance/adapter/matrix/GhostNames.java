package io.parlance.adapter.matrix;

import io.parlance.model.NetworkId;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// How people and rooms of other networks are spelt here: prefix, network, `_`, and the portable
/// form in the mapping of the Matrix spec (appendices, "Mapping from other character sets"). The
/// mapping is injective and is undone exactly. A spelling over 255 bytes becomes `=h` and a hash:
/// `=h` is nothing that the mapping can yield, so nobody can choose an address that looks like
/// another's hash. Pure.
record GhostNames(String serverName, String prefix) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HASHED = "=h";

    /// What a spelling says: a network and a portable form there.
    record Named(NetworkId network, String portable) {}

    /// The user id of the ghost for a person.
    String ghost(NetworkId network, String portable) {
        return spelling('@', network, portable);
    }

    /// The alias of the portal for a room; the portable form's `#` is left out, a `!` is kept.
    String alias(NetworkId network, String portable) {
        return spelling('#', network, portable.startsWith("#") ? portable.substring(1) : portable);
    }

    /// Whether this user id is in the ghosts' namespace, decodable or not.
    boolean isGhost(String userId) {
        return userId.startsWith("@" + prefix) && MatrixIds.server(userId).equals(serverName);
    }

    /// Whom a ghost's user id names; empty if it is none, or was cut to a hash.
    Optional<Named> person(String userId) {
        return isGhost(userId) ? named(userId) : Optional.empty();
    }

    /// Which room a portal alias names; empty if it is none, or was cut to a hash.
    Optional<Named> room(String alias) {
        boolean ours = alias.startsWith("#" + prefix) && MatrixIds.server(alias).equals(serverName);
        return (ours ? named(alias) : Optional.<Named>empty())
                .map(
                        n ->
                                n.portable().startsWith("!")
                                        ? n
                                        : new Named(n.network(), "#" + n.portable()));
    }

    private String spelling(char sigil, NetworkId network, String portable) {
        String start = sigil + prefix + network.name() + "_";
        String whole = start + encode(portable) + ":" + serverName;
        return whole.length() <= MatrixIds.MAX_BYTES
                ? whole
                : start + HASHED + hash(portable) + ":" + serverName;
    }

    /// Whether this spelling was cut to a hash, so that only memory knows whom it names.
    boolean isHashed(String id) {
        return id.indexOf("_" + HASHED) > 0;
    }

    private Optional<Named> named(String id) {
        String local = MatrixIds.localpart(id).substring(prefix.length());
        int separator = local.indexOf('_');
        if (separator <= 0) {
            return Optional.empty();
        }
        try {
            NetworkId network = new NetworkId(local.substring(0, separator));
            String portable = decode(local.substring(separator + 1));
            return portable.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Named(network, portable));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// Any text as a localpart.
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c >= 'A' && c <= 'Z') {
                out.append('_').append((char) (c + 32));
            } else if (c == '_') {
                out.append("__");
            } else if (isPlain(c)) {
                out.append(c);
            } else {
                out.append('=').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".-/+".indexOf(c) >= 0;
    }

    /// The text that [#encode] made this localpart from.
    ///
    /// @throws IllegalArgumentException if it is not exactly what `encode` writes
    static String decode(String local) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(local.length());
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '_' && i + 1 < local.length()) {
                char next = local.charAt(++i);
                bytes.write(next == '_' ? '_' : next - 32);
            } else if (c == '=' && i + 2 < local.length()) {
                bytes.write(HexFormat.fromHexDigits(local, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        String text =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString();
        if (!encode(text).equals(local)) {
            throw new IllegalArgumentException("not the canonical mapping: " + local);
        }
        return text;
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
