package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Rooms that go on in other ones ("Room upgrades"): the gateway follows as soon as it is let in,
/// takes what the room is for along, and tells the hub under which address the room goes on.
/// Nothing is said in the room about it. Thread-safe.
final class Upgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);
    private static final String PREFIX = "upgrade:";

    private final AdapterContext context;
    private final ClientApi api;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final GhostRooms inside;
    private final BridgeInfo info;

    /// From the new room to the old one, as long as it could not be entered.
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    /// New rooms whose people were told of their link in the old one.
    private final Set<String> quiet = ConcurrentHashMap.newKeySet();

    Upgrades(
            AdapterContext context,
            ClientApi api,
            RoomBook book,
            GhostBook ghosts,
            GhostRooms inside,
            BridgeInfo info) {
        this.context = context;
        this.api = api;
        this.book = book;
        this.ghosts = ghosts;
        this.inside = inside;
        this.info = info;
    }

    Future<Void> load() {
        return context.store()
                .list(PREFIX)
                .onSuccess(
                        all ->
                                all.forEach(
                                        (key, old) ->
                                                waiting.put(key.substring(PREFIX.length()), old)))
                .mapEmpty();
    }

    /// Follows a room to where it goes on, as soon as one of ours is let in.
    Future<Void> follow(MatrixEvent tombstone, RoomUse use, String replacement, Reporter reporter) {
        String old = tombstone.roomId();
        LOG.info("Room {} goes on as {}", old, replacement);
        waiting.put(replacement, old);
        return context.store()
                .put(PREFIX + replacement, old)
                .compose(_ -> api.join(us(use), replacement, MatrixIds.server(tombstone.sender())))
                .compose(_ -> arrived(tombstone, replacement, reporter))
                .recover(cause -> notLetIn(old, us(use), replacement, cause));
    }

    private static Future<Void> notLetIn(
            String old, String user, String replacement, Throwable cause) {
        boolean shut =
                cause instanceof MatrixFault f
                        && f.status() / 100 == 4
                        && f.status() != 429
                        && f.status() != 401;
        if (!shut) {
            return Future.failedFuture(cause);
        }
        LOG.warn(
                "{} cannot follow room {} to {} ({}); invite it there",
                user,
                old,
                replacement,
                cause.getMessage());
        return Future.succeededFuture();
    }

    private String us(RoomUse use) {
        return use instanceof RoomUse.Direct(_, String ghost) ? ghost : ghosts.bot();
    }

    /// A room linked by its alias goes on under the same alias.
    private Optional<Event.Succession> successor(RoomUse use, String replacement) {
        return use instanceof RoomUse.Plumbed(Address room) && MatrixIds.isRoomId(room.value())
                ? Optional.of(new Event.Succession(Address.room(context.network(), replacement)))
                : Optional.empty();
    }

    /// One of ours came into a room: if it is one that another goes on in, it takes its place, but
    /// only if it says so itself: else a room's owner could lead us anywhere. The old room is
    /// forgotten only when the hub knows, so that a repetition does the same.
    Future<Void> arrived(MatrixEvent event, String roomId, Reporter reporter) {
        String old = waiting.get(roomId);
        RoomUse use = old == null ? null : book.use(old);
        if (old == null || use == null) {
            return Future.succeededFuture();
        }
        RoomUse there = book.use(roomId);
        if (there != null && !there.equals(use)) {
            return reporter.skipped(event, "tombstone-to-another-room-of-ours");
        }
        return api.state(us(use), roomId, "m.room.create", "")
                .compose(
                        create ->
                                old.equals(Json.text(create.path("predecessor"), "room_id"))
                                        ? taken(event, old, roomId, use, reporter)
                                        : reporter.skipped(event, "tombstone-to-a-stranger")
                                                .compose(_ -> strange(us(use), roomId)));
    }

    private Future<Void> strange(String user, String roomId) {
        waiting.remove(roomId);
        return context.store()
                .remove(PREFIX + roomId)
                .compose(_ -> inside.leave(user, roomId, null));
    }

    private Future<Void> taken(
            MatrixEvent event, String old, String roomId, RoomUse use, Reporter reporter) {
        Optional<Event.Succession> succession = successor(use, roomId);
        return book.put(roomId, use)
                .compose(_ -> brought(roomId, use))
                .compose(
                        _ ->
                                succession.isPresent()
                                        ? reporter.report(event, use, succession.get())
                                        : reporter.skipped(event, "tombstone"))
                .compose(_ -> book.remove(old))
                .compose(_ -> context.store().remove(PREFIX + roomId))
                .onSuccess(_ -> waiting.remove(roomId));
    }

    private Future<Void> brought(String roomId, RoomUse use) {
        inside.entered(us(use), roomId);
        quiet.add(roomId);
        return switch (use) {
            case RoomUse.Direct _ -> Future.succeededFuture();
            case RoomUse.Plumbed(Address room) ->
                    info.publish(roomId, context.rooms().linkedWith(room));
            case RoomUse.Portal(Address room) ->
                    ghosts.alias(room).compose(alias -> pointed(alias, roomId));
        };
    }

    /// The homeserver moves aliases for whoever upgrades; ours must be right in any case.
    private Future<Void> pointed(String alias, String roomId) {
        return api.resolve(ghosts.bot(), alias)
                .otherwise("")
                .compose(
                        now ->
                                now.equals(roomId)
                                        ? Future.<Void>succeededFuture()
                                        : api.removeAlias(ghosts.bot(), alias)
                                                .otherwiseEmpty()
                                                .compose(
                                                        _ ->
                                                                api.setAlias(
                                                                        ghosts.bot(),
                                                                        alias,
                                                                        roomId))
                                                .mapEmpty())
                .onFailure(
                        e -> LOG.warn("Cannot point {} to {}: {}", alias, roomId, e.getMessage()))
                .otherwiseEmpty();
    }

    /// The room under which an address is linked that the hub moved a link to, noted for good; null
    /// if there is none.
    @Nullable String adopted(Address room) {
        RoomUse use = book.use(room.value());
        boolean moved =
                use instanceof RoomUse.Plumbed(Address old)
                        && !old.equals(room)
                        && context.rooms().linkedWith(old).isEmpty();
        if (!moved) {
            return null;
        }
        book.put(room.value(), new RoomUse.Plumbed(room))
                .onFailure(e -> LOG.warn("Cannot note {}: {}", room, e.getMessage()));
        return room.value();
    }

    /// Whether a room's link is news to nobody, because it came along from the room before; so
    /// once.
    boolean quietly(Address room) {
        return quiet.remove(room.value());
    }

    /// What a room is for, under the address that it is linked by now.
    RoomUse current(String roomId, RoomUse use) {
        if (use instanceof RoomUse.Plumbed(Address old)
                && !old.value().equals(roomId)
                && MatrixIds.isRoomId(old.value())) {
            Address now = Address.room(context.network(), roomId);
            boolean moved =
                    context.rooms().linkedWith(old).isEmpty()
                            && !context.rooms().linkedWith(now).isEmpty();
            return moved && adopted(now) != null ? new RoomUse.Plumbed(now) : use;
        }
        return use;
    }
}
