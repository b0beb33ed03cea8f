package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Presence;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody's last presence, and who watches whom. Presence does not outlive the last node; who
/// watches whom does. Thread-safe; reads never block.
public final class PresenceBoard {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceBoard.class);

    private final Map<Address, Presence> board = new ConcurrentHashMap<>();
    private final Map<Address, Set<Address>> watchers = new ConcurrentHashMap<>();
    private final Map<Address, Set<Address>> watched = new ConcurrentHashMap<>();
    private final Index presences;
    private final Index watches;

    PresenceBoard(OpenedCache presences, OpenedCache watches) {
        this.presences =
                new Index(
                        presences,
                        (key, text) -> board.put(Keys.address(key), read(text)),
                        (key, _) -> board.remove(Keys.address(key)));
        this.watches = new Index(watches, (key, _) -> insert(key), (key, _) -> delete(key));
    }

    /// Somebody's last presence, if any was seen.
    public Optional<Presence> of(Address who) {
        return Optional.ofNullable(board.get(who));
    }

    /// Notes somebody's presence.
    ///
    /// @return whether it is another than before
    public boolean update(Address who, Presence presence) {
        if (presence.equals(board.put(who, presence))) {
            return false;
        }
        keep(presences.put(Keys.of(who), write(presence)));
        return true;
    }

    /// The people who watch `who`.
    public Set<Address> watchers(Address who) {
        return watchers.getOrDefault(who, Set.of());
    }

    /// The people whom `who` watches.
    public Set<Address> watchedBy(Address who) {
        return watched.getOrDefault(who, Set.of());
    }

    /// Everybody who is watched from `network`.
    public Set<Address> watchedFrom(NetworkId network) {
        Set<Address> all = ConcurrentHashMap.newKeySet();
        watched.forEach(
                (watcher, targets) -> {
                    if (watcher.network().equals(network)) {
                        all.addAll(targets);
                    }
                });
        return all;
    }

    /// `watcher` watches `target` from now on; cheap if so already.
    public Future<Void> watch(Address watcher, Address target) {
        if (watchers(target).contains(watcher)) {
            return Future.succeededFuture();
        }
        String key = Keys.pair(Keys.of(watcher), Keys.of(target));
        return watches.put(key, "");
    }

    /// `watcher` no longer watches `target`.
    public Future<Void> unwatch(Address watcher, Address target) {
        return watches.remove(Keys.pair(Keys.of(watcher), Keys.of(target)), "");
    }

    private void insert(String key) {
        Address watcher = Keys.address(Keys.first(key));
        Address target = Keys.address(Keys.second(key));
        watchers.computeIfAbsent(target, _ -> ConcurrentHashMap.newKeySet()).add(watcher);
        watched.computeIfAbsent(watcher, _ -> ConcurrentHashMap.newKeySet()).add(target);
    }

    private void delete(String key) {
        Address watcher = Keys.address(Keys.first(key));
        Address target = Keys.address(Keys.second(key));
        watchers.getOrDefault(target, ConcurrentHashMap.newKeySet()).remove(watcher);
        watched.getOrDefault(watcher, ConcurrentHashMap.newKeySet()).remove(target);
    }

    private static String write(Presence presence) {
        String status = presence.status();
        return presence.availability().name() + (status == null ? "" : " " + status);
    }

    private static Presence read(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Presence(Availability.valueOf(text), null)
                : new Presence(
                        Availability.valueOf(text.substring(0, space)), text.substring(space + 1));
    }

    private static void keep(Future<Void> write) {
        write.onFailure(e -> LOG.warn("A presence could not be noted: {}", e.toString()));
    }
}
