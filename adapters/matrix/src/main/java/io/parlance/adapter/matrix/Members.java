package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// Who enters and leaves (Client-Server API, "Room membership"): people, ghosts and the gateway's
/// own user.
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final RoomBook book;
    private final GhostBook ghosts;
    private final GhostRooms inside;
    private final DirectRooms directs;
    private final Invitations invitations;
    private final Names names;
    private final UserLooks looks;
    private final Upgrades upgrades;
    private final Reporter reporter;

    Members(
            RoomBook book,
            GhostBook ghosts,
            GhostRooms inside,
            DirectRooms directs,
            Invitations invitations,
            Names names,
            UserLooks looks,
            Upgrades upgrades,
            Reporter reporter) {
        this.looks = looks;
        this.upgrades = upgrades;
        this.book = book;
        this.ghosts = ghosts;
        this.inside = inside;
        this.directs = directs;
        this.invitations = invitations;
        this.names = names;
        this.reporter = reporter;
    }

    Future<Void> take(MatrixEvent event) {
        String subject = event.stateKey();
        if (subject == null
                || !MatrixIds.isUserId(subject)
                || !(TrixnityEvents.read(event) instanceof MatrixContent.Member member)) {
            return reporter.skipped(event, "malformed");
        }
        if (ghosts.isOurs(subject)) {
            return ghosts.isOurs(event.sender())
                    ? reporter.skipped(event, "own-ghost")
                    : ours(event, subject, member);
        }
        if (member.membership().equals("join")) {
            names.heard(event.roomId(), subject, member.displayName());
            String avatar = Json.text(event.content(), "avatar_url");
            if (book.use(event.roomId()) != null) {
                looks.seen(subject, member.displayName(), avatar);
            }
        }
        return switch (book.use(event.roomId())) {
            case null -> reporter.skipped(event, "unknown-room");
            case RoomUse.Direct pair -> inDirect(event, pair, subject, member);
            case RoomUse.Plumbed use -> inRoom(event, use, subject, member);
            case RoomUse.Portal use -> inRoom(event, use, subject, member);
        };
    }

    private Future<Void> inDirect(
            MatrixEvent event, RoomUse.Direct pair, String subject, MatrixContent.Member member) {
        boolean gone = member.membership().equals("leave") || member.membership().equals("ban");
        return gone && subject.equals(pair.user())
                ? directs.ended(pair, event.roomId())
                : reporter.skipped(event, "direct-room-state");
    }

    private Future<Void> inRoom(
            MatrixEvent event, RoomUse use, String subject, MatrixContent.Member member) {
        if (ghosts.isOurs(event.sender())) {
            return reporter.skipped(event, "own-ghost");
        }
        Optional<Change> change = change(event, subject, member);
        if (change.isEmpty()) {
            return reporter.skipped(event, "membership-unchanged");
        }
        Participant who = new Participant(reporter.person(subject), member.displayName());
        return reporter.report(
                event, use, new Event.Membership(change.get(), who, member.reason()));
    }

    private static Optional<Change> change(
            MatrixEvent event, String subject, MatrixContent.Member member) {
        JsonNode before = event.raw().path("unsigned").path("prev_content");
        String former = Json.text(before, "membership");
        boolean was = "join".equals(former);
        return switch (member.membership()) {
            case "join" -> {
                String name = Json.text(before, "displayname");
                boolean same = was && java.util.Objects.equals(name, member.displayName());
                yield same ? Optional.empty() : Optional.of(Change.JOIN);
            }
            case "leave" ->
                    subject.equals(event.sender())
                            ? Optional.of(Change.LEAVE)
                            : putOut(former == null ? "" : former);
            case "ban" -> Optional.of(Change.BAN);
            case "invite" -> Optional.of(Change.INVITE);
            default -> Optional.empty();
        };
    }

    /// Somebody else made them leave: what that is depends on what they were before.
    private static Optional<Change> putOut(String former) {
        return switch (former) {
            case "ban" -> Optional.of(Change.UNBAN);
            // An invitation was withdrawn, or a wish to come in declined.
            case "invite", "knock", "leave" -> Optional.empty();
            default -> Optional.of(Change.KICK);
        };
    }

    /// Somebody did something to a ghost, or to the gateway's own user.
    private Future<Void> ours(MatrixEvent event, String ghost, MatrixContent.Member member) {
        return switch (member.membership()) {
            case "invite" -> invited(event, ghost, member);
            case "leave", "ban" -> removed(event, ghost, member);
            default -> reporter.skipped(event, "own-ghost");
        };
    }

    private Future<Void> invited(MatrixEvent event, String ghost, MatrixContent.Member member) {
        RoomUse use = book.use(event.roomId());
        if (ghosts.isBot(ghost) || use == null || use instanceof RoomUse.Direct) {
            return invitations
                    .accept(event, ghost, member.direct())
                    .compose(_ -> upgrades.arrived(event, event.roomId(), reporter));
        }
        return person(event, use, ghost, Change.INVITE, member);
    }

    private Future<Void> removed(MatrixEvent event, String ghost, MatrixContent.Member member) {
        inside.left(ghost, event.roomId());
        return switch (book.use(event.roomId())) {
            case null -> reporter.skipped(event, "unknown-room");
            case RoomUse.Direct(_, String other) ->
                    ghost.equals(other)
                            ? book.remove(event.roomId())
                            : reporter.skipped(event, "direct-room-state");
            case RoomUse.Plumbed use -> putOut(event, use, ghost, member);
            case RoomUse.Portal use -> putOut(event, use, ghost, member);
        };
    }

    private Future<Void> putOut(
            MatrixEvent event, RoomUse use, String ghost, MatrixContent.Member member) {
        if (ghosts.isBot(ghost)) {
            LOG.warn(
                    "{} was put out of {} by {}; invite it again, or unlink the room",
                    ghost,
                    event.roomId(),
                    event.sender());
            return reporter.skipped(event, "bot-removed");
        }
        Optional<Change> change = change(event, ghost, member);
        return change.isEmpty()
                ? reporter.skipped(event, "membership-unchanged")
                : person(event, use, ghost, change.get(), member);
    }

    private Future<Void> person(
            MatrixEvent event,
            RoomUse use,
            String ghost,
            Change change,
            MatrixContent.Member member) {
        Optional<Address> person = ghosts.person(ghost);
        return person.isEmpty()
                ? reporter.skipped(event, "unknown-ghost")
                : reporter.report(
                        event,
                        use,
                        new Event.Membership(
                                change,
                                new Participant(person.get(), member.displayName()),
                                member.reason()));
    }
}
