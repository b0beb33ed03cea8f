package io.parlance.adapter.matrix;

import io.parlance.spi.ConfigException;
import io.parlance.spi.Secret;
import io.parlance.spi.Settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// What the configuration says about one homeserver.
///
/// @param homeserver where the client-server API is: scheme, host and port
/// @param serverName the part of user ids after the colon
/// @param asToken what the gateway shows to the homeserver
/// @param hsToken what the homeserver shows to the gateway
/// @param sender the localpart of the gateway's own user
/// @param prefix how the localparts of all ghosts and portal aliases begin
/// @param listenHost the address to listen on
/// @param listenPort the port to listen on
/// @param id the id in the registration file
/// @param url where the homeserver reaches the gateway, for the registration file
record MatrixConfig(
        URI homeserver,
        String serverName,
        Secret asToken,
        Secret hsToken,
        String sender,
        String prefix,
        String listenHost,
        int listenPort,
        String id,
        String url) {
    private static final Pattern LOCALPART = Pattern.compile("[a-z0-9._=/+-]{1,64}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9._-]{1,32}");

    static MatrixConfig read(Settings settings) throws ConfigException {
        URI homeserver = homeserver(settings);
        Settings listen = settings.section("listen");
        String host = listen.text("host", "127.0.0.1");
        int port = listen.port("port", 29_330);
        listen.done();
        String serverName = settings.text("server_name");
        if (!MatrixIds.isServerName(serverName)) {
            throw settings.fault("server_name", "'" + serverName + "' is no server name");
        }
        String shownHost = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        MatrixConfig config =
                new MatrixConfig(
                        homeserver,
                        serverName,
                        settings.secret("as_token"),
                        settings.secret("hs_token"),
                        matching(settings, "sender", "parlance", LOCALPART),
                        matching(settings, "prefix", "_parlance_", PREFIX),
                        host,
                        port,
                        matching(settings, "id", "parlance", ID),
                        settings.text("url", "http://" + shownHost + ":" + port));
        settings.done();
        if (config.sender().startsWith(config.prefix())) {
            throw settings.fault(
                    "sender", "must not begin with the prefix of ghosts, " + config.prefix());
        }
        return config;
    }

    private static URI homeserver(Settings settings) throws ConfigException {
        String text = settings.text("homeserver");
        try {
            URI uri = new URI(text);
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getRawPath().length() <= 1) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Told below, in the same words.
        }
        throw settings.fault(
                "homeserver",
                "'" + text + "' is no URL such as http://localhost:8008, without a path");
    }

    private static String matching(Settings settings, String key, String fallback, Pattern form)
            throws ConfigException {
        String value = settings.text(key, fallback);
        if (!form.matcher(value).matches()) {
            throw settings.fault(key, "'" + value + "' must match " + form.pattern());
        }
        return value;
    }

    /// The gateway's own user id.
    String bot() {
        return "@" + sender + ":" + serverName;
    }

    boolean tls() {
        return "https".equals(homeserver.getScheme());
    }

    int port() {
        return homeserver.getPort() >= 0 ? homeserver.getPort() : tls() ? 443 : 80;
    }
}
