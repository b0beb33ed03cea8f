package io.parlance.config;

import io.parlance.command.CommandSettings;
import io.parlance.config.GatewayConfig.Http;
import io.parlance.config.GatewayConfig.Media;
import io.parlance.config.GatewayConfig.Network;
import io.parlance.config.GatewayConfig.StaticLink;
import io.parlance.hub.HubSettings;
import io.parlance.hub.RetrySchedule;
import io.parlance.hub.RoomPolicy;
import io.parlance.journal.Retention;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns the values of a configuration file into a [GatewayConfig]. Pure.
final class ConfigReading {
    private static final Pattern GATEWAY_ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug");
    private static final String[] GROUPS = {
        "gateway",
        "http",
        "log",
        "limits",
        "presence",
        "rooms",
        "retention",
        "media",
        "commands",
        "links",
        "networks"
    };
    private static final int MEGABYTE = 1024 * 1024;

    private final Map<String, Object> values;
    private final Settings root;

    private ConfigReading(Map<String, Object> values) {
        this.values = values;
        this.root = new Settings("", values);
    }

    /// Reads `values`; relative paths in them start in `folder`.
    static GatewayConfig read(Map<String, Object> values, Path folder) throws ConfigException {
        ConfigReading reading = new ConfigReading(values);
        // First of all: a mistyped `gateway:` would else read as a missing id.
        new Settings("", values).expecting(GROUPS).done();
        Settings gateway = reading.root.section("gateway");
        String id = gatewayId(gateway);
        Path data = data(gateway, folder);
        gateway.done();
        return new GatewayConfig(
                id,
                data,
                reading.http(),
                reading.logLevel(),
                reading.hub(),
                reading.retention(),
                reading.media(),
                CommandSettings.read(reading.root.section("commands")),
                reading.links(),
                reading.networks());
    }

    /// Reads where the admin API is, and nothing else.
    static AdminDoor door(Map<String, Object> values, Path folder) throws ConfigException {
        ConfigReading reading = new ConfigReading(values);
        return new AdminDoor(reading.http(), data(reading.root.section("gateway"), folder));
    }

    private static Path data(Settings gateway, Path folder) throws ConfigException {
        return folder.resolve(gateway.text("data", "data")).normalize();
    }

    private static String gatewayId(Settings gateway) throws ConfigException {
        String id = gateway.text("id");
        if (!GATEWAY_ID.matcher(id).matches()) {
            throw gateway.fault(
                    "id",
                    "'"
                            + id
                            + "' is no id; write 1 to 63 lower-case letters, digits, dots or"
                            + " hyphens");
        }
        return id;
    }

    private Http http() throws ConfigException {
        Settings http = root.section("http");
        String host = http.text("host", "127.0.0.1");
        int port = http.number("port", 8480, 0, 65_535);
        URI publicUrl = http.has("public_url") ? url(http, "public_url") : null;
        http.done();
        return new Http(host, port, publicUrl);
    }

    private static @Nullable URI url(Settings settings, String key) throws ConfigException {
        String text = settings.text(key);
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw settings.fault(key, "'" + text + "' is no URL such as https://parlance.example.org");
    }

    private String logLevel() throws ConfigException {
        Settings log = root.section("log");
        String level = log.text("level", "info").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw log.fault(
                    "level", "'" + level + "' is no level; write error, warn, info or debug");
        }
        log.done();
        return level;
    }

    private HubSettings hub() throws ConfigException {
        HubSettings standard = HubSettings.DEFAULT;
        Settings limits = root.section("limits");
        HubSettings settings =
                standard.withMemory(
                                limits.number("lane_window", standard.laneWindow(), 1, 10_000),
                                limits.number("pending", standard.pendingInMemory(), 1, 1_000_000),
                                limits.number("in_flight", standard.inFlight(), 1, 10_000))
                        .withTimes(
                                positive(limits, "deliver_timeout", standard.deliverTimeout()),
                                retry(limits, standard.retry()),
                                positive(limits, "stop_timeout", standard.stopTimeout()));
        limits.done();
        Settings presence = root.section("presence");
        settings =
                settings.withPresence(
                        presence.duration("interval", standard.presenceInterval()),
                        presence.number("quiet_room_size", standard.quietRoomSize(), 0, 1_000_000));
        presence.done();
        return settings.withRooms(rooms());
    }

    private RoomPolicy rooms() throws ConfigException {
        RoomPolicy standard = RoomPolicy.OPEN;
        Settings rooms = root.section("rooms");
        RoomPolicy policy =
                new RoomPolicy(
                        choice(rooms, "receipts", standard.receipts()),
                        choice(rooms, "typing", standard.typing()),
                        choice(rooms, "moderation", standard.moderation()),
                        rooms.number("history", standard.history(), 0, 10_000));
        rooms.done();
        return policy;
    }

    /// One of a few words, such as `all`, `direct` or `none`.
    private static <T extends Enum<T>> T choice(Settings settings, String key, T fallback)
            throws ConfigException {
        String text = settings.text(key, word(fallback));
        T[] choices = fallback.getDeclaringClass().getEnumConstants();
        for (T choice : choices) {
            if (word(choice).equals(text)) {
                return choice;
            }
        }
        throw settings.fault(
                key,
                "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(choices)
                                .map(ConfigReading::word)
                                .collect(Collectors.joining(", ")));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static RetrySchedule retry(Settings limits, RetrySchedule standard)
            throws ConfigException {
        Settings retry = limits.section("retry");
        RetrySchedule schedule =
                new RetrySchedule(
                        positive(retry, "first", standard.first()),
                        positive(retry, "longest", standard.longest()),
                        positive(retry, "expiry", standard.expiry()));
        if (schedule.first().compareTo(schedule.longest()) > 0) {
            throw retry.fault("first", "is longer than `longest`");
        }
        retry.done();
        return schedule;
    }

    private static Duration positive(Settings settings, String key, Duration fallback)
            throws ConfigException {
        Duration value = settings.duration(key, fallback);
        if (!value.isPositive()) {
            throw settings.fault(key, "must be longer than nothing, for example 30s");
        }
        return value;
    }

    private Retention retention() throws ConfigException {
        Settings retention = root.section("retention");
        Retention read =
                new Retention(
                        positive(retention, "age", Retention.DEFAULT.age()),
                        retention.number(
                                "messages",
                                (int) Retention.DEFAULT.envelopes(),
                                1,
                                Integer.MAX_VALUE));
        retention.done();
        return read;
    }

    private Media media() throws ConfigException {
        Settings media = root.section("media");
        Media read =
                new Media(
                        (long) MEGABYTE * media.number("limit_mb", 25, 1, 10_000),
                        (long) MEGABYTE * media.number("total_mb", 2_048, 1, 10_000_000),
                        positive(media, "keep", Duration.ofDays(30)),
                        hosts(media, "fetch_private"));
        media.done();
        return read;
    }

    private static List<HostPattern> hosts(Settings settings, String key) throws ConfigException {
        List<HostPattern> hosts = new ArrayList<>();
        for (String text : settings.texts(key)) {
            try {
                hosts.add(HostPattern.parse(text));
            } catch (IllegalArgumentException _) {
                throw settings.fault(
                        key,
                        "'"
                                + text
                                + "' is neither a host nor a range of addresses; write for example"
                                + " files.example.org or 10.1.0.0/16");
            }
        }
        return hosts;
    }

    private List<StaticLink> links() throws ConfigException {
        List<StaticLink> links = new ArrayList<>();
        for (Settings link : root.sections("links")) {
            List<String> rooms = link.texts("rooms");
            link.done();
            String key = "links[" + links.size() + "]";
            if (rooms.stream().distinct().count() < 2) {
                throw new ConfigException(
                        key, "names fewer than two rooms; write `rooms: [xmpp:…, matrix:…]`");
            }
            links.add(new StaticLink(key, rooms));
        }
        return links;
    }

    private Map<NetworkId, Network> networks() throws ConfigException {
        Settings group = root.section("networks");
        Map<NetworkId, Network> networks = new LinkedHashMap<>();
        for (String name : group.keys()) {
            NetworkId id;
            try {
                id = new NetworkId(name);
            } catch (InvalidValue e) {
                throw group.fault(name, String.valueOf(e.getMessage()));
            }
            if (id.equals(GatewayBot.NETWORK)) {
                throw group.fault(
                        name, "is what the gateway's own bot is called; choose another name");
            }
            Settings all = group.section(name);
            networks.put(id, network("networks." + name, all.text("protocol", name)));
        }
        if (networks.size() < 2) {
            throw new ConfigException(
                    "networks",
                    networks.isEmpty()
                            ? "is missing; write `networks:` with two or more, such as `xmpp:` and"
                                    + " `matrix:`"
                            : "has one network only; a gateway connects two or more");
        }
        return networks;
    }

    private Network network(String path, String protocol) {
        Map<String, Object> rest = new LinkedHashMap<>();
        Map<?, ?> group = (Map<?, ?>) values.getOrDefault("networks", Map.of());
        String name = path.substring(path.indexOf('.') + 1);
        if (group.get(name) instanceof Map<?, ?> raw) {
            raw.forEach((key, value) -> rest.put(String.valueOf(key), value));
        }
        rest.remove("protocol");
        return new Network(protocol, new Settings(path, rest), Map.copyOf(rest));
    }
}
