package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;

/// The state events by which bridges say what they link (MSC2346), by both names they go by. They
/// show clients where a room leads, and keep two bridges out of one room.
final class BridgeInfo {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeInfo.class);
    private static final List<String> TYPES = List.of("m.bridge", "uk.half-shot.bridge");

    private final AdapterContext context;
    private final ClientApi api;
    private final String bot;

    BridgeInfo(AdapterContext context, ClientApi api, String bot) {
        this.context = context;
        this.api = api;
        this.bot = bot;
    }

    /// Fails if another bridge is in the room: two of them would repeat each other for ever.
    Future<Void> refuseOthers(String roomId) {
        return api.state(bot, roomId)
                .compose(
                        state -> {
                            for (JsonNode event : state) {
                                String other = other(event);
                                if (!other.isEmpty()) {
                                    return Future.failedFuture(taken(roomId, other));
                                }
                            }
                            return Future.succeededFuture();
                        });
    }

    /// The other bridge that a state event speaks of; empty if it speaks of none.
    private String other(JsonNode event) {
        JsonNode content = event.path("content");
        String type = event.path("type").asText();
        if (!TYPES.contains(type) || content.isEmpty()) {
            return "";
        }
        String owner = content.path("bridgebot").asText(event.path("sender").asText("?"));
        return owner.equals(bot) ? "" : owner;
    }

    private static MatrixRefusal taken(String roomId, String other) {
        return new MatrixRefusal(
                FailureReason.CONFLICT,
                "Another bridge, "
                        + other
                        + ", is in that Matrix room already; two bridges in one room repeat each"
                        + " other. Remove it (and its m.bridge state), or link another room.",
                roomId + " has bridge state of " + other);
    }

    Future<Void> publish(String roomId, Collection<Address> others) {
        Future<Void> before = Future.succeededFuture();
        for (Address other : others) {
            before = before.compose(_ -> set(roomId, key(other), content(other)));
        }
        return before;
    }

    /// Another room has another name now.
    Future<Void> renamed(String roomId, Address other, String name) {
        ObjectNode content = content(other);
        if (!name.isEmpty()) {
            content.withObject("/channel").put("displayname", name);
        }
        return set(roomId, key(other), content);
    }

    Future<Void> withdraw(String roomId, Collection<Address> others) {
        Future<Void> before = Future.succeededFuture();
        for (Address other : others) {
            before = before.compose(_ -> set(roomId, key(other), Json.object()));
        }
        return before;
    }

    /// Sets the state; without the power to do so, the room works all the same.
    private Future<Void> set(String roomId, String key, ObjectNode content) {
        return Future.all(
                        TYPES.stream()
                                .map(type -> api.setState(bot, roomId, type, key, content))
                                .toList())
                .<Void>mapEmpty()
                .recover(
                        cause -> {
                            if (cause instanceof MatrixFault f && f.status() == 403) {
                                LOG.info("{} has no power to set bridge state in {}", bot, roomId);
                                return Future.succeededFuture();
                            }
                            return Future.failedFuture(cause);
                        });
    }

    private String key(Address other) {
        return "io.parlance://"
                + context.gateway()
                + "/"
                + other.network()
                + "/"
                + context.networks().portable(other).replace("/", "%2F");
    }

    private ObjectNode content(Address other) {
        String network = other.network().name();
        ObjectNode content = Json.object().put("bridgebot", bot);
        content.putObject("protocol").put("id", network).put("displayname", network);
        content.putObject("channel")
                .put("id", other.value())
                .put("displayname", other.value())
                .put("external_url", context.networks().addresses(other.network()).uri(other) + "");
        return content;
    }
}
