package io.parlance.config;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A TCP address that a network's settings name: a peer that the gateway connects to, or one that
/// it listens on.
///
/// @param key where in the network's settings it stands; empty for the settings themselves
/// @param host a name or an address
/// @param port the port
/// @param listens true if the gateway itself listens there
public record Endpoint(String key, String host, int port, boolean listens) {
    private static final int XMPP_COMPONENT = 5347;

    /// Every endpoint that `values` name: by `host` and `port`, or as a URL. Found by form, so that
    /// a network that is added later needs nothing here.
    public static List<Endpoint> in(Map<String, Object> values) {
        List<Endpoint> found = new ArrayList<>();
        collect("", values, found);
        return List.copyOf(found);
    }

    private static void collect(String key, Map<?, ?> values, List<Endpoint> found) {
        if (values.get("host") instanceof String host) {
            boolean listens = key.equals("listen");
            String port =
                    values.get("port") instanceof String text
                            ? text
                            : String.valueOf(usualPort(key, String.valueOf(values.get("tls"))));
            add(key, host, port, listens, found);
        }
        Map<String, Object> sorted = new TreeMap<>();
        values.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        sorted.forEach(
                (name, value) -> {
                    if (value instanceof Map<?, ?> group) {
                        collect(name, group, found);
                    } else if (value instanceof String text && isPeerUrl(name, text)) {
                        url(name, text, found);
                    }
                });
    }

    /// A URL that others reach us by is no peer; templates and topics hold no `://`.
    private static boolean isPeerUrl(String name, String text) {
        return text.contains("://") && !name.equals("url") && !name.equals("public_url");
    }

    private static void url(String key, String text, List<Endpoint> found) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null) {
                int port = url.getPort() >= 0 ? url.getPort() : schemePort(url.getScheme());
                add(key, url.getHost(), String.valueOf(port), false, found);
            }
        } catch (URISyntaxException _) {
            // The adapter complains of that itself.
        }
    }

    private static void add(
            String key, String host, String port, boolean listens, List<Endpoint> found) {
        Integer number = number(port);
        if (number != null) {
            found.add(new Endpoint(key, host, number, listens));
        }
    }

    private static @Nullable Integer number(String port) {
        try {
            int number = Integer.parseInt(port);
            return number > 0 && number < 65_536 ? number : null;
        } catch (NumberFormatException _) {
            // The adapter complains of that itself.
            return null;
        }
    }

    private static int usualPort(String key, String tls) {
        boolean wrapped = tls.equals("tls");
        return switch (key) {
            case "imap" -> wrapped ? 993 : 143;
            case "smtp" -> wrapped ? 465 : 587;
            case "" -> XMPP_COMPONENT;
            default -> 0;
        };
    }

    private static int schemePort(@Nullable String scheme) {
        return switch (String.valueOf(scheme)) {
            case "http" -> 80;
            case "https" -> 443;
            case "tcp", "mqtt" -> 1883;
            case "ssl", "mqtts" -> 8883;
            default -> 0;
        };
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
