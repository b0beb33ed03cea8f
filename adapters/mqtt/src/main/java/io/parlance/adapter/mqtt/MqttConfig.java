package io.parlance.adapter.mqtt;

import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.NetworkId;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Secret;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.net.ssl.SSLSocketFactory;

/// The settings of one broker link.
///
/// @param broker `tcp://host:port` or `ssl://host:port`
/// @param username the gateway's login, or null for none
/// @param password its password, or null for none
/// @param clientId the client id of the subscriber; the publisher adds `-pub`
/// @param realm the level after `im/v1/` in every topic
/// @param tls how to trust the broker, or null for the JVM's own trust
/// @param sessionExpiry how long the broker keeps what arrives while the gateway is away
/// @param receiveMaximum how many messages may wait for the journal at once
/// @param payloadBytes the largest payload that is read; a larger one is refused
/// @param inlineIn the most bytes that files within one command may have
/// @param inlineOut the largest file that is copied into a message beside its URL; 0 for none
/// @param staff users who may put people out of rooms, give roles and take back others' messages
/// @param devices topics that are people
record MqttConfig(
        String broker,
        @Nullable String username,
        @Nullable Secret password,
        String clientId,
        String realm,
        @Nullable SSLSocketFactory tls,
        Duration sessionExpiry,
        int receiveMaximum,
        int payloadBytes,
        int inlineIn,
        int inlineOut,
        Set<String> staff,
        List<Device> devices) {
    private static final Pattern BROKER =
            Pattern.compile(
                    "(tcp|ssl|mqtt|mqtts)://(\\[[0-9a-fA-F:.]+]|[^/:\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// Room for the largest text in JSON, with some escapes and other keys.
    private static final int PAYLOAD_BYTES = 2 * Limits.TEXT_BYTES;

    private static final int INLINE_BYTES = 256 * 1024;
    private static final int MOST_INLINE_BYTES = 2 << 20;

    /// The largest payload of a command: with files in base64.
    int commandBytes() {
        return payloadBytes + inlineIn / 3 * 4;
    }

    /// Reads and checks the settings of `networks.<name>`.
    ///
    /// @param gateway the gateway's id, for the default client id
    static MqttConfig from(Settings settings, String gateway) throws ConfigException {
        String broker = broker(settings);
        String username = settings.has("username") ? settings.text("username") : null;
        Secret password = settings.has("password") ? settings.secret("password") : null;
        if (password != null && username == null) {
            throw settings.fault("username", "is missing; a password needs one");
        }
        String ca = settings.has("ca") ? settings.text("ca") : null;
        if (ca != null && !broker.startsWith("ssl:")) {
            throw settings.fault("ca", "is of no use with tcp://; write ssl:// in `broker`");
        }
        MqttConfig config =
                new MqttConfig(
                        broker,
                        username,
                        password,
                        named(settings, "client_id", "parlance-" + gateway, CLIENT_ID),
                        named(settings, "realm", "parlance", REALM),
                        ca == null ? null : TlsTrust.only(ca, settings),
                        settings.duration("session_expiry", Duration.ofDays(7)),
                        settings.number("receive_maximum", 200, 1, 65_535),
                        settings.number("payload_bytes", PAYLOAD_BYTES, 1024, 1 << 20),
                        settings.number("inline_files", INLINE_BYTES, 0, MOST_INLINE_BYTES),
                        settings.number("inline_files_to_clients", 0, 0, MOST_INLINE_BYTES),
                        staff(settings),
                        Device.read(settings.sections("devices")));
        settings.done();
        return config;
    }

    private static Set<String> staff(Settings settings) throws ConfigException {
        MqttAddresses names = new MqttAddresses(new NetworkId("mqtt"));
        Set<String> staff = new LinkedHashSet<>();
        for (String name : settings.texts("staff")) {
            try {
                staff.add(names.person(name).value());
            } catch (InvalidValue e) {
                throw settings.fault("staff", String.valueOf(e.getMessage()));
            }
        }
        return staff;
    }

    private static String broker(Settings settings) throws ConfigException {
        String text = settings.text("broker");
        var match = BROKER.matcher(text);
        if (!match.matches()) {
            throw settings.fault(
                    "broker",
                    "'" + text + "' is no broker; write tcp://host:1883 or ssl://host:8883");
        }
        boolean tls = match.group(1).equals("ssl") || match.group(1).equals("mqtts");
        String port = match.group(3) == null ? (tls ? "8883" : "1883") : match.group(3);
        return (tls ? "ssl://" : "tcp://") + match.group(2) + ":" + port;
    }

    private static String named(Settings settings, String key, String fallback, Pattern form)
            throws ConfigException {
        String value = settings.text(key, fallback);
        if (!form.matcher(value).matches()) {
            throw settings.fault(key, "'" + value + "' is not 1 to 64 of letters, digits, . _ -");
        }
        return value;
    }
}
