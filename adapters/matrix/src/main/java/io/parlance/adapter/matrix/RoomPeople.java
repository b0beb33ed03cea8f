package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Hub;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Who is in a linked room when the gateway comes to it. Of a small room everybody is reported, so
/// that others see them at once; in a large one people are seen when they first speak, because
/// thousands joining at a time is what brings bridges down.
final class RoomPeople {
    private static final Logger LOG = LoggerFactory.getLogger(RoomPeople.class);
    private static final int SMALL = 50;

    private final NetworkId network;
    private final ClientApi api;
    private final Hub hub;
    private final GhostBook ghosts;
    private final GhostRooms inside;
    private final Names names;
    private final UserLooks looks;

    RoomPeople(
            NetworkId network,
            ClientApi api,
            Hub hub,
            GhostBook ghosts,
            GhostRooms inside,
            Names names,
            UserLooks looks) {
        this.looks = looks;
        this.network = network;
        this.api = api;
        this.hub = hub;
        this.ghosts = ghosts;
        this.inside = inside;
        this.names = names;
    }

    /// The ghosts in a room.
    Future<List<String>> ghosts(String roomId) {
        return joined(roomId)
                .map(
                        joined -> {
                            List<String> found = new ArrayList<>();
                            joined.fieldNames()
                                    .forEachRemaining(
                                            user -> {
                                                if (ghosts.isOurs(user) && !ghosts.isBot(user)) {
                                                    found.add(user);
                                                }
                                            });
                            return found;
                        });
    }

    /// Reports the people of a room. Nobody waits for it: they are seen later otherwise.
    void report(String roomId, Address room) {
        joined(roomId)
                .onFailure(e -> LOG.warn("Cannot list {}: {}", roomId, e.getMessage()))
                .onSuccess(joined -> report(roomId, room, joined));
    }

    private Future<JsonNode> joined(String roomId) {
        return api.joinedMembers(ghosts.bot(), roomId).map(answer -> answer.path("joined"));
    }

    private void report(String roomId, Address room, JsonNode joined) {
        boolean small = joined.size() <= SMALL;
        joined.properties()
                .forEach(
                        member -> {
                            String user = member.getKey();
                            String name = Json.text(member.getValue(), "display_name");
                            if (ghosts.isOurs(user)) {
                                inside.entered(user, roomId);
                                return;
                            }
                            names.heard(roomId, user, name);
                            if (small && MatrixIds.isUserId(user)) {
                                looks.seen(user, name, Json.text(member.getValue(), "avatar_url"));
                                here(room, new Participant(Address.person(network, user), name));
                            }
                        });
    }

    private void here(Address room, Participant who) {
        Envelope envelope =
                Envelope.of(
                        who,
                        new Conversation.Room(room),
                        null,
                        Instant.now(),
                        new Event.Membership(Event.Membership.Change.JOIN, who, null));
        hub.accept(envelope)
                .onFailure(e -> LOG.warn("{} not reported: {}", who.address(), e.getMessage()));
    }
}
