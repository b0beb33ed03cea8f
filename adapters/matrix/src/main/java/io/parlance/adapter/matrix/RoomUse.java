package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What a room is for.
sealed interface RoomUse {
    /// One user and one ghost.
    record Direct(String user, String ghost) implements RoomUse {}

    /// A room of this network that is linked with others.
    ///
    /// @param room by the spelling that it was linked by
    record Plumbed(Address room) implements RoomUse {}

    /// A room that shows one of another network.
    record Portal(Address room) implements RoomUse {}

    /// As it is kept in the state store.
    default String stored() {
        ObjectNode json = Json.object();
        switch (this) {
            case Direct(String user, String ghost) -> json.put("user", user).put("ghost", ghost);
            case Plumbed(Address room) -> json.put("plumbed", room.value());
            case Portal(Address room) ->
                    json.put("network", room.network().name()).put("portal", room.value());
        }
        return Json.bytes(json).toString(StandardCharsets.UTF_8);
    }

    /// Reads what [#stored] wrote.
    static RoomUse read(NetworkId own, String stored) {
        try {
            JsonNode json = Json.parse(stored.getBytes(StandardCharsets.UTF_8));
            if (json.has("plumbed")) {
                return new Plumbed(Address.room(own, json.path("plumbed").asText()));
            }
            if (json.has("portal")) {
                NetworkId network = new NetworkId(json.path("network").asText());
                return new Portal(Address.room(network, json.path("portal").asText()));
            }
            return new Direct(json.path("user").asText(), json.path("ghost").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state of a Matrix room cannot be read: " + stored, e);
        }
    }
}
