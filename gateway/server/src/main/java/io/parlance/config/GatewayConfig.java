package io.parlance.config;

import io.parlance.command.CommandSettings;
import io.parlance.hub.HubSettings;
import io.parlance.journal.Retention;
import io.parlance.model.NetworkId;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the operator wrote, checked as far as it can be without the adapters: each of those checks
/// its own network's settings.
///
/// @param id this gateway's id in hop trails; unique among gateways that meet in a room
/// @param data the folder that holds everything that must be kept
/// @param http where health, metrics and the admin API are served
/// @param logLevel how much is logged: `error`, `warn`, `info`, `debug`
/// @param hub limits, retries and presence
/// @param retention how long completed messages are kept
/// @param media how files that came in are kept
/// @param commands what people may ask the gateway for from inside their networks
/// @param links rooms that are linked at start if they are not yet
/// @param networks by name
public record GatewayConfig(
        String id,
        Path data,
        Http http,
        String logLevel,
        HubSettings hub,
        Retention retention,
        Media media,
        CommandSettings commands,
        List<StaticLink> links,
        Map<NetworkId, Network> networks) {

    /// The HTTP door.
    ///
    /// @param host the address to listen on
    /// @param port the port; 0 takes a free one
    /// @param publicUrl what others reach it by, for links to files; null if it was not said
    public record Http(String host, int port, @Nullable URI publicUrl) {}

    /// How files are kept.
    ///
    /// @param limit the largest, in bytes
    /// @param total all together, in bytes
    /// @param keep for how long
    /// @param fetchPrivate what inside the operator's own network may be fetched from
    public record Media(long limit, long total, Duration keep, List<HostPattern> fetchPrivate) {
        /// Copies the list.
        public Media {
            fetchPrivate = List.copyOf(fetchPrivate);
        }
    }

    /// One link of the configuration.
    ///
    /// @param key where it stands, for messages
    /// @param rooms two or more, as `network:room`
    public record StaticLink(String key, List<String> rooms) {
        /// Copies the list.
        public StaticLink {
            rooms = List.copyOf(rooms);
        }
    }

    /// One network.
    ///
    /// @param protocol the adapter's name
    /// @param settings what the adapter reads
    /// @param values the same as it stands in the file, for comparing and for finding its peers
    public record Network(String protocol, Settings settings, Map<String, Object> values) {
        /// Hides the values: there are secrets among them.
        @Override
        public String toString() {
            return "Network[" + protocol + "]";
        }
    }

    /// Copies the lists.
    public GatewayConfig {
        links = List.copyOf(links);
        networks = Map.copyOf(networks);
    }
}
