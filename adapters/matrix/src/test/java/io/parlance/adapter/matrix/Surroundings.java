package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Envelope;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Ghosts;
import io.parlance.spi.MediaStore;
import io.parlance.spi.Networks;
import io.parlance.spi.Rooms;
import io.parlance.spi.Settings;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What a gateway gives an adapter, kept in memory; it outlives the adapter, as the real one does.
final class Surroundings {
    static final NetworkId MATRIX = new NetworkId("matrix");
    static final NetworkId XMPP = new NetworkId("xmpp");

    final RecordingHub hub = new RecordingHub();
    volatile boolean fullDisk;
    final Map<String, String> stored = new ConcurrentSkipListMap<>();
    final Map<String, Address> origins = new ConcurrentHashMap<>();
    final Map<Address, Set<Address>> links = new ConcurrentHashMap<>();
    final Map<String, byte[]> media = new ConcurrentHashMap<>();

    AdapterContext context(Vertx vertx, Settings settings) {
        return new AdapterContext(
                "gw1",
                MATRIX,
                settings,
                vertx,
                hub,
                networks(),
                ghosts(),
                rooms(),
                store(),
                media());
    }

    private static Networks networks() {
        return new Networks() {
            @Override
            public Set<NetworkId> ids() {
                return Set.of(MATRIX, XMPP);
            }

            @Override
            public AddressSpace addresses(NetworkId network) {
                return network.equals(MATRIX) ? new MatrixAddresses(MATRIX) : new Jids();
            }

            @Override
            public Capabilities capabilities(NetworkId network) {
                return new Capabilities(Map.of(), 65_536);
            }
        };
    }

    /// XMPP as far as it matters here: rooms are those at `rooms.`.
    private record Jids() implements AddressSpace {
        @Override
        public Address parse(String spelling) {
            String jid = spelling.startsWith("xmpp:") ? spelling.substring(5) : spelling;
            if (jid.indexOf('@') <= 0 || jid.indexOf(':') >= 0) {
                throw new InvalidValue(FailureReason.ADDRESS_INVALID, "no JID");
            }
            return jid.contains("@rooms.") ? Address.room(XMPP, jid) : Address.person(XMPP, jid);
        }

        @Override
        public String portable(Address address) {
            return (address.isRoom() ? "#" : "") + address.value();
        }

        @Override
        public Address fromPortable(String portable) {
            return parse(portable.startsWith("#") ? portable.substring(1) : portable);
        }

        @Override
        public URI uri(Address address) {
            return URI.create("xmpp:" + address.value());
        }
    }

    private Ghosts ghosts() {
        return new Ghosts() {
            @Override
            public Optional<Address> origin(NetworkId network, String ghost) {
                return Optional.ofNullable(origins.get(ghost));
            }

            @Override
            public Future<Void> remember(NetworkId network, String ghost, Address origin) {
                Address known = origins.putIfAbsent(ghost, origin);
                return known == null || known.equals(origin)
                        ? Future.succeededFuture()
                        : Future.failedFuture("another origin");
            }
        };
    }

    private Rooms rooms() {
        return new Rooms() {
            @Override
            public Set<Address> linkedOn(NetworkId network) {
                return Set.copyOf(
                        links.keySet().stream().filter(a -> a.network().equals(network)).toList());
            }

            @Override
            public Set<Address> linkedWith(Address room) {
                return links.getOrDefault(room, Set.of());
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
                return Future.succeededFuture(List.of());
            }
        };
    }

    StateStore store() {
        return new StateStore() {
            @Override
            public Future<Optional<String>> get(String key) {
                return Future.succeededFuture(Optional.ofNullable(stored.get(key)));
            }

            @Override
            public Future<Map<String, String>> list(String prefix) {
                Map<String, String> found = new TreeMap<>(stored);
                found.keySet().removeIf(key -> !key.startsWith(prefix));
                return Future.succeededFuture(found);
            }

            @Override
            public Future<Void> put(String key, String value) {
                if (fullDisk) {
                    return Future.failedFuture("disk full");
                }
                stored.put(key, value);
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> remove(String key) {
                stored.remove(key);
                return Future.succeededFuture();
            }
        };
    }

    private MediaStore media() {
        return new MediaStore() {
            @Override
            public long limit() {
                return 1_000_000;
            }

            @Override
            public Attachment keep(Attachment described, InputStream content) throws IOException {
                byte[] bytes = content.readAllBytes();
                String name = described.name();
                media.put(name, bytes);
                return new Attachment(
                        name,
                        described.mediaType(),
                        bytes.length,
                        URI.create("http://gw.test/m/" + name),
                        described.kind(),
                        described.details());
            }

            @Override
            public Media open(Attachment attachment) throws IOException {
                byte[] bytes = media.get(attachment.name());
                if (bytes == null) {
                    throw new IOException("no such file");
                }
                return new Media(
                        new ByteArrayInputStream(bytes), bytes.length, attachment.mediaType());
            }
        };
    }
}
