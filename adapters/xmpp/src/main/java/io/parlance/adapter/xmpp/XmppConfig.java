package io.parlance.adapter.xmpp;

import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Secret;
import io.parlance.spi.Settings;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the operator wrote for one XMPP network.
///
/// @param host where the server listens for components
/// @param port that listener's port
/// @param secret the components' shared secret (XEP-0114)
/// @param domain the server's own domain, asked to answer pings
/// @param components per foreign network the component domain that shows it
/// @param mucServices the domains whose addresses are native rooms
/// @param nick how the gateway itself is called in linked rooms
/// @param history how many earlier messages a joiner of a portal room sees
/// @param reconnect the longest wait between two attempts to connect
/// @param timeout how long the server may take to answer
record XmppConfig(
        String host,
        int port,
        Secret secret,
        String domain,
        Map<NetworkId, String> components,
        List<String> mucServices,
        String nick,
        int history,
        Duration reconnect,
        Duration timeout) {
    private static final String ADVICE =
            "write `components: {matrix: matrix.example.org}`: one domain for each other network";

    /// Reads the settings of one network.
    static XmppConfig read(Settings settings) throws ConfigException {
        XmppConfig config =
                new XmppConfig(
                        settings.text("host", "127.0.0.1"),
                        settings.port("port", 5347),
                        settings.secret("secret"),
                        lower(settings.text("domain")),
                        components(settings, settings.section("components")),
                        settings.texts("muc_services").stream().map(XmppConfig::lower).toList(),
                        settings.text("nick", "parlance"),
                        settings.number("history", 20, 0, 500),
                        settings.duration("reconnect", Duration.ofSeconds(30)),
                        settings.duration("timeout", Duration.ofSeconds(20)));
        settings.done();
        return config;
    }

    private static Map<NetworkId, String> components(Settings settings, Settings section)
            throws ConfigException {
        Map<NetworkId, String> components = new LinkedHashMap<>();
        for (String key : section.keys().stream().sorted().toList()) {
            String domain = lower(section.text(key));
            try {
                if (components.containsValue(domain)) {
                    throw section.fault(key, domain + " already shows another network");
                }
                components.put(new NetworkId(key), domain);
            } catch (InvalidValue e) {
                throw section.fault(key, String.valueOf(e.getMessage()));
            }
        }
        section.done();
        if (components.isEmpty()) {
            throw settings.fault("components", "is empty; " + ADVICE);
        }
        return Collections.unmodifiableMap(components);
    }

    /// Domains compare without case (RFC 7622 §3.2).
    private static String lower(String domain) {
        return domain.strip().toLowerCase(Locale.ROOT);
    }
}
