package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Envelope;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A gateway of nothing but memory, with the networks `mail`, `xmpp` and `matrix`.
final class Surroundings implements Networks, Ghosts, Rooms, MediaStore {
    static final NetworkId MAIL = new NetworkId("mail");
    static final NetworkId XMPP = new NetworkId("xmpp");
    static final NetworkId MATRIX = new NetworkId("matrix");

    final RecordingHub hub = new RecordingHub();
    final MemoryStore store = new MemoryStore();
    final Map<String, Address> ghosts = new ConcurrentHashMap<>();
    final Set<Address> linked = ConcurrentHashMap.newKeySet();
    final List<Participant> occupants = new CopyOnWriteArrayList<>();
    final List<String> files = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    AdapterContext context(Vertx vertx, Map<String, Object> settings) {
        return new AdapterContext(
                "gw1",
                MAIL,
                new Settings("networks.mail", settings),
                vertx,
                hub,
                this,
                this,
                this,
                store,
                this);
    }

    static Address alice() {
        return Address.person(XMPP, "alice@xmpp.test");
    }

    @Override
    public Set<NetworkId> ids() {
        return new TreeSet<>(Set.of(MAIL, XMPP, MATRIX));
    }

    @Override
    public AddressSpace addresses(NetworkId network) {
        return network.equals(MAIL)
                ? new MailAddresses(MAIL, "gw.test", this)
                : new PlainSpace(network);
    }

    @Override
    public Capabilities capabilities(NetworkId network) {
        return new Capabilities(Map.of(), 65_536);
    }

    @Override
    public Optional<Address> origin(NetworkId network, String ghost) {
        return Optional.ofNullable(ghosts.get(ghost));
    }

    @Override
    public Future<Void> remember(NetworkId network, String ghost, Address origin) {
        ghosts.put(ghost, origin);
        return Future.succeededFuture();
    }

    @Override
    public Set<Address> linkedOn(NetworkId network) {
        return Set.copyOf(linked);
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        return linked.contains(room)
                ? Set.of(Address.room(XMPP, "room@rooms.xmpp.test"))
                : Set.of();
    }

    @Override
    public List<Participant> occupants(Address room) {
        return List.copyOf(occupants);
    }

    @Override
    public String topic(Address room) {
        return "";
    }

    @Override
    public Future<List<Envelope>> history(Address room, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public long limit() {
        return 1_000_000;
    }

    @Override
    public Attachment keep(Attachment described, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        files.add(described.name() + " " + described.mediaType() + " " + bytes.length);
        bodies.add(bytes);
        boolean png = bytes.length > 4 && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
        boolean told = !described.mediaType().equals("application/octet-stream");
        return new Attachment(
                described.name(),
                told || !png ? described.mediaType() : "image/png",
                bytes.length,
                URI.create("https://gw.test/media/" + files.size()),
                described.kind(),
                described.details());
    }

    @Override
    public Media open(Attachment attachment) throws IOException {
        String place = attachment.location().toString();
        if (!place.contains("/media/")) {
            throw new IOException("nothing there");
        }
        int number = Integer.parseInt(place.substring(place.lastIndexOf('/') + 1));
        byte[] bytes = bodies.get(number - 1);
        return new Media(new ByteArrayInputStream(bytes), bytes.length, attachment.mediaType());
    }

    /// A network whose portable forms are its spellings, rooms with a `#`.
    private record PlainSpace(NetworkId network) implements AddressSpace {
        @Override
        public Address parse(String spelling) {
            String scheme = network + ":";
            return fromPortable(
                    spelling.startsWith(scheme) ? spelling.substring(scheme.length()) : spelling);
        }

        @Override
        public String portable(Address address) {
            return address.isRoom() ? "#" + address.value() : address.value();
        }

        @Override
        public Address fromPortable(String portable) {
            return portable.startsWith("#")
                    ? Address.room(network, portable.substring(1))
                    : Address.person(network, portable);
        }

        @Override
        public URI uri(Address address) {
            return URI.create(network + ":" + address.value());
        }
    }
}
