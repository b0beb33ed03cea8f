package io.parlance.config;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/// Hosts: one by its name, or IP addresses as a range (CIDR, RFC 4632), such as
/// `media.example.org`, `10.1.0.0/16`, `fd00::/8`, `127.0.0.1`.
public final class HostPattern {
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    private final String text;
    private final byte @Nullable [] network;
    private final int prefix;

    private HostPattern(String text, byte @Nullable [] network, int prefix) {
        this.text = text;
        this.network = network;
        this.prefix = prefix;
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it is none
    public static HostPattern parse(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean numbers = host.matches("[0-9.]+");
        if (numbers && !host.matches("[0-9]+([.][0-9]+){3}")) {
            throw new IllegalArgumentException("no address: " + written);
        }
        if (!host.contains(":") && !numbers) {
            if (slash >= 0 || !NAME.matcher(host).matches()) {
                throw new IllegalArgumentException("no host: " + written);
            }
            return new HostPattern(text, null, 0);
        }
        byte[] network = InetAddress.ofLiteral(host).getAddress();
        int bits = network.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no prefix: " + written);
        }
        return new HostPattern(text, network, prefix);
    }

    /// Whether `address`, to which `host` resolved, is one of these.
    public boolean matches(String host, InetAddress address) {
        return network == null ? text.equalsIgnoreCase(host) : contains(network, address);
    }

    private boolean contains(byte[] range, InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != range.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, Byte.SIZE - (prefix - bit));
            if (((bytes[bit / Byte.SIZE] ^ range[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
