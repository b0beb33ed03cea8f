package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import java.util.Optional;
import java.util.function.Function;

/// What the gateway's own user does in rooms that are linked with nothing: it answers commands,
/// brings the question whether the room wants to be linked, and looks who is of its staff.
final class Visits {
    private final AdapterContext context;
    private final ClientApi api;
    private final RoomBook book;
    private final String bot;

    Visits(AdapterContext context, ClientApi api, RoomBook book, String bot) {
        this.context = context;
        this.api = api;
        this.book = book;
        this.bot = bot;
    }

    /// The room to speak in; a room of this network is entered if it is linked with nothing, any
    /// other is found as ever.
    Future<String> room(Address room, Function<Address, Future<String>> other) {
        boolean linked =
                book.room(room) != null
                        || !room.network().equals(context.network())
                        || context.rooms().linkedOn(context.network()).contains(room);
        return linked ? other.apply(room) : entered(room);
    }

    private Future<String> entered(Address room) {
        return api.join(bot, room.value()).onSuccess(roomId -> book.visiting(roomId, room));
    }

    /// What a user may do, by the room's power levels. Who is not in the room may nothing; where
    /// the gateway may not look, it takes them to be outside.
    Future<Optional<Event.Role>> role(Address room, Address person) {
        return roomId(room)
                .compose(roomId -> api.state(bot, roomId))
                .map(state -> Powers.role(state, person.value()))
                .recover(
                        cause ->
                                cause instanceof MatrixFault f
                                                && (f.status() == 403 || f.status() == 404)
                                        ? Future.succeededFuture(Event.Role.VISITOR)
                                        : Future.failedFuture(cause))
                .map(Optional::of);
    }

    private Future<String> roomId(Address room) {
        String known = book.room(room);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return room.value().startsWith("#")
                ? api.resolve(bot, room.value())
                : Future.succeededFuture(room.value());
    }

    /// Reads a room's state.
    static final class Powers {
        private static final int OWNER = 100;
        private static final int ADMIN = 75;
        private static final int MODERATOR = 50;

        private Powers() {}

        static Event.Role role(JsonNode state, String user) {
            JsonNode member = content(state, "m.room.member", user);
            if (!"join".equals(member.path("membership").asText())) {
                return Event.Role.VISITOR;
            }
            if (creates(state, user)) {
                return Event.Role.OWNER;
            }
            JsonNode levels = content(state, "m.room.power_levels", "");
            long all = levels.path("users_default").asLong(0);
            long level = levels.path("users").path(user).asLong(all);
            return level >= OWNER
                    ? Event.Role.OWNER
                    : level >= ADMIN
                            ? Event.Role.ADMIN
                            : level >= MODERATOR
                                    ? Event.Role.MODERATOR
                                    : level >= 0 ? Event.Role.PARTICIPANT : Event.Role.VISITOR;
        }

        /// Who made a room may everything where there are no levels, and from version 12 on always
        /// (MSC4289).
        private static boolean creates(JsonNode state, String user) {
            JsonNode create = event(state, "m.room.create", "");
            boolean always = create.path("content").path("room_version").asInt(1) >= 12;
            boolean first = always || event(state, "m.room.power_levels", "").isMissingNode();
            for (JsonNode other : create.path("content").path("additional_creators")) {
                if (always && other.asText().equals(user)) {
                    return true;
                }
            }
            return first && create.path("sender").asText().equals(user);
        }

        private static JsonNode content(JsonNode state, String type, String key) {
            return event(state, type, key).path("content");
        }

        private static JsonNode event(JsonNode state, String type, String key) {
            for (JsonNode event : state) {
                if (event.path("type").asText().equals(type)
                        && event.path("state_key").asText().equals(key)) {
                    return event;
                }
            }
            return MissingNode.getInstance();
        }
    }
}
