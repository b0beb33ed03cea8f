package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import java.util.Optional;

/// Which ghost stands for whom, both ways. A ghost's user id says whom it stands for, unless it was
/// cut to a hash; then the hub's memory says it. Thread-safe.
final class GhostBook {
    private final AdapterContext context;
    private final GhostNames names;
    private final String bot;

    GhostBook(AdapterContext context, GhostNames names, String bot) {
        this.context = context;
        this.names = names;
        this.bot = bot;
    }

    /// The ghost of a person; the gateway's own user stands for people of this network.
    Future<String> ghost(Address person) {
        if (person.network().equals(context.network()) || GatewayBot.is(person)) {
            return Future.succeededFuture(bot);
        }
        String ghost = names.ghost(person.network(), context.networks().portable(person));
        return names.isHashed(ghost)
                ? context.ghosts().remember(context.network(), ghost, person).map(ghost)
                : Future.succeededFuture(ghost);
    }

    /// Whom a ghost stands for; empty if it is none, or names nobody in that network.
    Optional<Address> person(String ghost) {
        if (isBot(ghost)) {
            return Optional.of(GatewayBot.ADDRESS);
        }
        if (!names.isGhost(ghost)) {
            return Optional.empty();
        }
        return context.ghosts()
                .origin(context.network(), ghost)
                .or(() -> names.person(ghost).flatMap(this::address))
                .filter(address -> !address.isRoom());
    }

    /// The alias of a foreign room's portal.
    Future<String> alias(Address room) {
        String alias = names.alias(room.network(), context.networks().portable(room));
        return names.isHashed(alias)
                ? context.ghosts().remember(context.network(), alias, room).map(alias)
                : Future.succeededFuture(alias);
    }

    /// Which foreign room a portal's alias names; empty if it is none, or names nothing there.
    Optional<Address> room(String alias) {
        return context.ghosts()
                .origin(context.network(), alias)
                .or(() -> names.room(alias).flatMap(this::address))
                .filter(Address::isRoom);
    }

    private Optional<Address> address(GhostNames.Named named) {
        if (named.network().equals(context.network())
                || !context.networks().ids().contains(named.network())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    context.networks().addresses(named.network()).fromPortable(named.portable()));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    /// Whether a user is a ghost or the gateway's own.
    boolean isOurs(String user) {
        return user.equals(bot) || names.isGhost(user);
    }

    boolean isBot(String user) {
        return user.equals(bot);
    }

    String bot() {
        return bot;
    }
}
