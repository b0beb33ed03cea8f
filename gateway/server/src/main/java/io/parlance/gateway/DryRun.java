package io.parlance.gateway;

import io.parlance.admin.Spellings;
import io.parlance.config.ConfigFile;
import io.parlance.config.GatewayConfig;
import io.parlance.gateway.StartFailure.Kind;
import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Envelope;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Ghosts;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.parlance.spi.MediaStore;
import io.parlance.spi.Networks;
import io.parlance.spi.Registrable;
import io.parlance.spi.Rooms;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A gateway that is made and never started: its adapters check their settings and spell addresses,
/// and that is all they can do.
public final class DryRun implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final TreeMap<NetworkId, Adapter> adapters = new TreeMap<>();
    private final ConfigFile file;

    private DryRun(ConfigFile file) {
        this.file = file;
    }

    /// Makes every adapter of `file`.
    ///
    /// @throws StartFailure if one finds its settings wrong
    public static DryRun of(ConfigFile file, Collection<AdapterProvider> providers)
            throws StartFailure {
        Adapters makers = new Adapters(file, providers);
        makers.check();
        DryRun run = new DryRun(file);
        try {
            for (Map.Entry<NetworkId, GatewayConfig.Network> each :
                    new TreeMap<>(file.config().networks()).entrySet()) {
                AdapterContext context = run.context(each.getKey(), each.getValue());
                run.adapters.put(each.getKey(), makers.create(each.getValue().protocol(), context));
            }
            Reception.operators(file, new Known(run.adapters));
            return run;
        } catch (StartFailure | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /// The files that servers need, by network.
    public Map<String, String> registrations() {
        Map<String, String> registrations = new TreeMap<>();
        adapters.forEach(
                (network, adapter) -> {
                    if (adapter instanceof Registrable registrable) {
                        registrations.put(network.name(), registrable.registration());
                    }
                });
        return registrations;
    }

    /// The rooms of every static link, spelled canonically.
    ///
    /// @throws StartFailure if one is no room
    public List<List<String>> links() throws StartFailure {
        List<List<String>> links = new ArrayList<>();
        for (GatewayConfig.StaticLink link : file.config().links()) {
            try {
                links.add(link.rooms().stream().map(this::room).sorted().toList());
            } catch (InvalidValue e) {
                ConfigException fault =
                        new ConfigException(link.key(), String.valueOf(e.getMessage()));
                throw new StartFailure(
                        Kind.CONFIGURATION, String.valueOf(file.located(fault).getMessage()), e);
            }
        }
        return links;
    }

    private String room(String spelling) {
        return new Spellings(new Known(adapters)).room(spelling).toString();
    }

    private AdapterContext context(NetworkId id, GatewayConfig.Network network) {
        return new AdapterContext(
                file.config().id(),
                id,
                network.settings(),
                vertx,
                new Deaf(),
                new Known(adapters),
                new NoGhosts(),
                new NoRooms(),
                new NoState(),
                new NoMedia());
    }

    @Override
    public void close() {
        vertx.close();
    }

    private static <T> Future<T> never() {
        return Future.failedFuture(new IllegalStateException("Nothing happens in a dry run."));
    }

    private record Known(Map<NetworkId, Adapter> adapters) implements Networks {
        @Override
        public Set<NetworkId> ids() {
            return adapters.keySet();
        }

        @Override
        public AddressSpace addresses(NetworkId network) {
            return known(network).addresses();
        }

        @Override
        public Capabilities capabilities(NetworkId network) {
            return known(network).capabilities();
        }

        private Adapter known(NetworkId network) {
            Adapter adapter = adapters.get(network);
            if (adapter == null) {
                throw new IllegalArgumentException("There is no network called " + network);
            }
            return adapter;
        }
    }

    private record Deaf() implements Hub {
        @Override
        public Future<Acceptance> accept(Envelope envelope) {
            return never();
        }

        @Override
        public void linkChanged(NetworkId network, LinkState state) {}

        @Override
        public void caughtUp(NetworkId network, int recovered, String unrecoverable) {}
    }

    private record NoGhosts() implements Ghosts {
        @Override
        public Optional<Address> origin(NetworkId network, String ghost) {
            return Optional.empty();
        }

        @Override
        public Future<Void> remember(NetworkId network, String ghost, Address origin) {
            return never();
        }
    }

    private record NoRooms() implements Rooms {
        @Override
        public Set<Address> linkedOn(NetworkId network) {
            return Set.of();
        }

        @Override
        public Set<Address> linkedWith(Address room) {
            return Set.of();
        }

        @Override
        public List<Participant> occupants(Address room) {
            return List.of();
        }

        @Override
        public String topic(Address room) {
            return "";
        }

        @Override
        public Future<List<Envelope>> history(Address room, int limit) {
            return never();
        }
    }

    private record NoState() implements StateStore {
        @Override
        public Future<Optional<String>> get(String key) {
            return never();
        }

        @Override
        public Future<Map<String, String>> list(String prefix) {
            return never();
        }

        @Override
        public Future<Void> put(String key, String value) {
            return never();
        }

        @Override
        public Future<Void> remove(String key) {
            return never();
        }
    }

    private record NoMedia() implements MediaStore {
        @Override
        public long limit() {
            return 0;
        }

        @Override
        public Attachment keep(Attachment described, InputStream content) throws IOException {
            throw new IOException("Nothing is kept in a dry run.");
        }

        @Override
        public Media open(Attachment attachment) throws IOException {
            throw new IOException("Nothing is fetched in a dry run.");
        }
    }
}
