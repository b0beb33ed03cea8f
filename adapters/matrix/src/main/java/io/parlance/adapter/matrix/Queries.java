package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.vertx.core.Future;

import java.util.Optional;

/// What the homeserver asks about (Application Service API, "Querying"): a user it does not know
/// yet becomes a ghost, an alias becomes a portal.
final class Queries {
    private final GhostBook ghosts;
    private final GhostUsers users;
    private final Portals portals;

    Queries(GhostBook ghosts, GhostUsers users, Portals portals) {
        this.ghosts = ghosts;
        this.users = users;
        this.portals = portals;
    }

    /// Whether there is such a user; if so, the account was made.
    Future<Boolean> user(String user) {
        if (ghosts.isBot(user)) {
            return users.ensure(user, null).map(true);
        }
        return ghosts.person(user).isEmpty()
                ? Future.succeededFuture(false)
                : users.ensure(user, null).map(true);
    }

    /// Whether there is such a room; if so, its portal was made.
    Future<Boolean> room(String alias) {
        Optional<Address> room = ghosts.room(alias);
        return room.isEmpty()
                ? Future.succeededFuture(false)
                : portals.open(room.get(), alias).map(true);
    }
}
