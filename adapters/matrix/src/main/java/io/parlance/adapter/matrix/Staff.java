package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/// What another network's staff does to people: what it does to a user of this network, the
/// gateway's own user does here, if it has the power, and else says that it may not; what it does
/// to a person elsewhere, their ghost shows.
final class Staff {
    /// A ghost gets no more power than it needs: nobody here could take it away again.
    private static final long GHOSTS_MOST = 50;

    private final ClientApi api;
    private final GhostBook ghosts;
    private final GhostRooms inside;
    private final Notices notices;

    Staff(ClientApi api, GhostBook ghosts, GhostRooms inside, Notices notices) {
        this.api = api;
        this.ghosts = ghosts;
        this.inside = inside;
        this.notices = notices;
    }

    /// Moves the ghost of a person elsewhere.
    Future<Void> ghost(String ghost, String roomId, Event.Membership membership) {
        return switch (membership.change()) {
            case JOIN -> inside.enter(ghost, roomId);
            case LEAVE, KICK, BAN -> inside.leave(ghost, roomId, membership.reason());
            case INVITE, UNBAN -> Future.succeededFuture();
        };
    }

    /// Does to a user of this network what was done to them elsewhere.
    Future<Void> user(Delivery delivery, String roomId, Event.Membership membership) {
        String user = membership.subject().address().value();
        String reason = membership.reason();
        return switch (membership.change()) {
            case JOIN, LEAVE -> Future.succeededFuture();
            case KICK -> asked(delivery, roomId, "kick", user, reason, "put out ");
            case BAN -> asked(delivery, roomId, "ban", user, reason, "banned ");
            case UNBAN -> asked(delivery, roomId, "unban", user, reason, "let back in ");
            // Forbidden is also what inviting somebody is who is there already.
            case INVITE -> silent(api.invite(ghosts.bot(), roomId, user).mapEmpty());
        };
    }

    /// Whether there is anything left to do to somebody who has this membership.
    private static boolean needed(String action, String membership) {
        return switch (action) {
            case "kick" -> !membership.equals("leave") && !membership.equals("ban");
            case "ban" -> !membership.equals("ban");
            default -> membership.equals("ban") || membership.isEmpty();
        };
    }

    private Future<String> membership(String roomId, String user) {
        return api.state(ghosts.bot(), roomId, "m.room.member", user)
                .map(Json.text("membership"))
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 404
                                        ? Future.succeededFuture("leave")
                                        : Future.failedFuture(cause));
    }

    private Future<Void> asked(
            Delivery delivery,
            String roomId,
            String action,
            String user,
            @Nullable String reason,
            String did) {
        Participant by = delivery.envelope().sender();
        String why = "by " + by.shownName() + (reason == null ? "" : ": " + reason);
        String words = did + user + (reason == null ? "" : " (" + reason + ")");
        Future<Void> done =
                membership(roomId, user)
                        .compose(
                                now ->
                                        needed(action, now)
                                                ? api.moderate(
                                                                ghosts.bot(),
                                                                roomId,
                                                                action,
                                                                user,
                                                                why)
                                                        .mapEmpty()
                                                : Future.succeededFuture());
        return lenient(done, delivery, roomId, words);
    }

    /// What is forbidden is said; what cannot be is left at that.
    private Future<Void> lenient(Future<Void> done, Delivery delivery, String roomId, String did) {
        return done.recover(
                cause ->
                        cause instanceof MatrixFault f && f.status() == 403
                                ? said(delivery, roomId, did)
                                : silent(Future.failedFuture(cause)));
    }

    private static Future<Void> silent(Future<Void> done) {
        return done.recover(
                cause ->
                        cause instanceof MatrixFault f
                                        && f.status() / 100 == 4
                                        && f.status() != 429
                                        && f.status() != 401
                                ? Future.succeededFuture()
                                : Future.failedFuture(cause));
    }

    private Future<Void> said(Delivery delivery, String roomId, String did) {
        String text =
                delivery.envelope().sender().shownName()
                        + " "
                        + did
                        + " in the linked room; here the gateway may not. Give "
                        + ghosts.bot()
                        + " the power, or do it yourselves.";
        return notices.say(ghosts.bot(), roomId, text, null, delivery.key());
    }

    /// Gives somebody the power that fits their role.
    ///
    /// @param user a user of this network, or a ghost
    Future<Void> role(Delivery delivery, String roomId, String user, Event.Role role) {
        boolean ghost = ghosts.isOurs(user);
        Future<Void> done =
                api.state(ghosts.bot(), roomId, "m.room.power_levels", "")
                        .compose(content -> powered(roomId, content, user, role, ghost));
        return ghost ? silent(done) : lenient(done, delivery, roomId, words(user, role));
    }

    private Future<Void> powered(
            String roomId, JsonNode content, String user, Event.Role role, boolean ghost) {
        PowerLevels now = PowerLevels.read(content);
        long level = ghost ? Math.min(now.level(role), GHOSTS_MOST) : now.level(role);
        if (now.role(user) == role || now.users().getOrDefault(user, now.others()) == level) {
            return Future.succeededFuture();
        }
        ObjectNode changed = content.deepCopy();
        changed.withObject("/users").put(user, level);
        return api.setState(ghosts.bot(), roomId, "m.room.power_levels", "", changed).mapEmpty();
    }

    private static String words(String user, Event.Role role) {
        return switch (role) {
            case OWNER -> "made " + user + " an owner";
            case ADMIN -> "made " + user + " an admin";
            case MODERATOR -> "made " + user + " a moderator";
            case PARTICIPANT -> "made " + user + " a participant";
            case VISITOR -> "took the voice of " + user;
        };
    }
}
