package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets a room's name, topic and picture: as the ghost of whoever did, if it has the power, so that
/// people see who it was; else as the gateway's own user; else people are told.
final class Descriptions {
    private final ClientApi api;
    private final Uploads uploads;
    private final BridgeInfo info;
    private final Speech speech;
    private final String bot;

    Descriptions(ClientApi api, Uploads uploads, BridgeInfo info, Speech speech, String bot) {
        this.api = api;
        this.uploads = uploads;
        this.info = info;
        this.speech = speech;
        this.bot = bot;
    }

    Future<Void> change(Delivery delivery, Place place, Event.RoomChange change) {
        List<String> told = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        String name = change.name();
        if (name != null) {
            String words = "named the room «" + name + "»";
            ObjectNode content = Json.object().put("name", name);
            done = done.compose(_ -> set(place, "m.room.name", content, words, told));
            done = done.compose(_ -> renamed(delivery, place, name));
        }
        String topic = change.topic();
        if (topic != null) {
            String words = "set the topic «" + topic + "»";
            ObjectNode content = Json.object().put("topic", topic);
            done = done.compose(_ -> set(place, "m.room.topic", content, words, told));
        }
        Event.Avatar avatar = change.avatar();
        if (avatar != null) {
            done = done.compose(_ -> avatar(delivery, place, avatar, told));
        }
        return done.compose(_ -> told(delivery, place, told));
    }

    private Future<Void> avatar(
            Delivery delivery, Place place, Event.Avatar avatar, List<String> told) {
        Attachment picture = avatar.picture();
        if (picture == null) {
            ObjectNode none = Json.object();
            return set(place, "m.room.avatar", none, "removed the room's picture", told);
        }
        return uploads.one(place.as(), picture, "avatar " + delivery.envelope().id())
                .compose(
                        uploaded -> {
                            String words = "changed the room's picture";
                            if (uploaded.isEmpty()) {
                                told.add(words + ": " + picture.location());
                                return Future.succeededFuture();
                            }
                            ObjectNode content = Json.object().put("url", uploaded.get().mxc());
                            content.putObject("info")
                                    .put("mimetype", uploaded.get().mediaType())
                                    .put("size", uploaded.get().size());
                            return set(place, "m.room.avatar", content, words, told);
                        });
    }

    private Future<Void> set(
            Place place, String type, ObjectNode content, String words, List<String> told) {
        return api.setState(place.as(), place.roomId(), type, "", content)
                .recover(
                        cause ->
                                forbidden(cause)
                                        ? api.setState(bot, place.roomId(), type, "", content)
                                        : Future.failedFuture(cause))
                .<Void>mapEmpty()
                .recover(
                        cause -> {
                            if (!forbidden(cause)) {
                                return Future.failedFuture(cause);
                            }
                            told.add(words);
                            return Future.succeededFuture();
                        });
    }

    private static boolean forbidden(Throwable cause) {
        return cause instanceof MatrixFault f && f.status() == 403;
    }

    /// Clients show where a linked room leads by its name.
    private Future<Void> renamed(Delivery delivery, Place place, String name) {
        Optional<Address> other =
                delivery.envelope().conversation() instanceof Conversation.Room(Address room)
                        ? Optional.of(room)
                        : Optional.empty();
        return other.isEmpty() || other.get().network().equals(delivery.destination())
                ? Future.succeededFuture()
                : info.renamed(place.roomId(), other.get(), name);
    }

    private Future<Void> told(Delivery delivery, Place place, List<String> told) {
        return told.isEmpty()
                ? Future.succeededFuture()
                : speech.notice(delivery, place, String.join(", and ", told), null).mapEmpty();
    }
}
