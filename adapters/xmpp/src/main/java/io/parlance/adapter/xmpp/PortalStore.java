package io.parlance.adapter.xmpp;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// Which clients are in which portal rooms, kept over a restart: they believe to be in, so they go
/// on getting what is said. A clean stop puts everybody out instead. Any thread.
final class PortalStore {
    private static final Logger log = LoggerFactory.getLogger(PortalStore.class);
    private static final String OCCUPANT = "occupant/";
    private static final String CLOSED = "portals-closed";

    private final StateStore store;

    /// One client in one room.
    record Occupancy(String room, String jid, String nick) {}

    /// What the last run left.
    ///
    /// @param closed whether everybody was told to be out
    record Left(boolean closed, List<Occupancy> occupants) {}

    PortalStore(StateStore store) {
        this.store = store;
    }

    void entered(PortalRoom room, PortalRoom.Session session) {
        logged(store.put(key(room.jid(), session.jid()), session.nick()));
    }

    void left(String room, String jid) {
        logged(store.remove(key(room, jid)));
    }

    /// Everybody was told to be out; who they were is kept, for the hub must still be told.
    Future<Void> closed() {
        return store.put(CLOSED, "1");
    }

    /// Reads what the last run left.
    Future<Left> read() {
        return store.get(CLOSED)
                .compose(
                        closed ->
                                store.list(OCCUPANT)
                                        .map(
                                                all ->
                                                        new Left(
                                                                closed.isPresent(),
                                                                all.entrySet().stream()
                                                                        .map(
                                                                                e ->
                                                                                        parsed(
                                                                                                e
                                                                                                        .getKey(),
                                                                                                e
                                                                                                        .getValue()))
                                                                        .toList())));
    }

    /// The rooms are open again.
    Future<Void> reopened() {
        return store.remove(CLOSED);
    }

    private static Occupancy parsed(String key, String nick) {
        String rest = key.substring(OCCUPANT.length());
        int space = rest.indexOf(' ');
        return new Occupancy(rest.substring(0, space), rest.substring(space + 1), nick);
    }

    /// A bare JID holds no space, so the first one separates.
    private static String key(String room, String jid) {
        return OCCUPANT + room + " " + jid;
    }

    private static void logged(Future<Void> write) {
        write.onFailure(e -> log.warn("An occupant is not remembered: {}", e.toString()));
    }
}
