package io.parlance.media;

import io.parlance.config.HostPattern;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/// Decides which addresses may be fetched from. A link in a message must not make the gateway ask a
/// machine that only the operator's own network can reach (server-side request forgery), so what is
/// not plain public internet is refused unless the configuration allows it. Any thread.
///
/// It answers the very address that it checked, for the caller to connect to: asked a second time,
/// a name server of the attacker's could answer another one (DNS rebinding).
final class FetchGuard {
    /// From the registries of special-purpose addresses (RFC 6890): this host and network, private,
    /// shared (CGNAT), loopback, link-local (where clouds keep their metadata), documentation,
    /// benchmarks, multicast, reserved; for IPv6 also unique local ones and what embeds an IPv4
    /// address. And the one public address that is a cloud's inside (Azure).
    private static final List<HostPattern> INSIDE =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "168.63.129.16",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "::/96",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "fc00::/7",
                            "fe80::/9",
                            "ff00::/8")
                    .map(HostPattern::parse)
                    .toList();

    private final List<HostPattern> allowed;

    /// A guard that lets through what is inside only if it is among `allowed`.
    FetchGuard(List<HostPattern> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /// An address of `host` to connect to. Blocks while the name is resolved.
    ///
    /// @throws IOException if there is none that may be fetched from
    InetAddress address(String host) throws IOException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException _) {
            throw new IOException("There is no host called '" + host + "'.");
        }
        for (InetAddress each : all) {
            if (permits(host, each)) {
                return each;
            }
        }
        throw new IOException(
                "Files on '"
                        + host
                        + "' are not fetched: it is inside a private network. The operator may name"
                        + " it in `media.fetch_private`.");
    }

    /// Whether `address`, to which `host` resolved, may be fetched from.
    boolean permits(String host, InetAddress address) {
        return INSIDE.stream().noneMatch(range -> range.matches(host, address))
                || allowed.stream().anyMatch(range -> range.matches(host, address));
    }
}
