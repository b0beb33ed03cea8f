package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody's last presence, and who watches whom. In memory.
public final class PresenceBoard {
    private final Map<Address, Event.Presence> board = new ConcurrentHashMap<>();
    private final Map<Address, Set<Address>> watchers = new ConcurrentHashMap<>();

    PresenceBoard() {}

    /// The last presence of somebody.
    public Optional<Event.Presence> of(Address person) {
        return Optional.ofNullable(board.get(person));
    }

    /// Sets somebody's presence.
    ///
    /// @return true if it changed
    public boolean update(Address person, Event.Presence presence) {
        return !presence.equals(board.put(person, presence));
    }

    /// Who watches `target`.
    public Set<Address> watchers(Address target) {
        return watchers.getOrDefault(target, Set.of());
    }

    /// Notes that `watcher` watches `target`.
    public Future<Void> watch(Address watcher, Address target) {
        watchers.computeIfAbsent(target, _ -> ConcurrentHashMap.newKeySet()).add(watcher);
        return Future.succeededFuture();
    }

    /// Notes that `watcher` no longer watches `target`.
    public Future<Void> unwatch(Address watcher, Address target) {
        Set<Address> people = watchers.get(target);
        if (people != null) {
            people.remove(watcher);
        }
        return Future.succeededFuture();
    }

    /// Everybody whom somebody on `network` watches.
    public Set<Address> watchedBy(NetworkId network) {
        Set<Address> watched = new HashSet<>();
        watchers.forEach(
                (target, people) -> {
                    if (people.stream().anyMatch(person -> person.network().equals(network))) {
                        watched.add(target);
                    }
                });
        return watched;
    }
}
