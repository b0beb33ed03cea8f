package io.parlance.hub;

import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.model.Limits;
import io.parlance.model.Location;
import io.parlance.spi.Feature;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// The texts that stand for what a network cannot express. The sender is not named in them: every
/// network shows who wrote a message. Pure.
final class Words {
    private static final int QUOTE_LENGTH = 40;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Words() {}

    static String reaction(Event.Reaction reaction, @Nullable String quoted) {
        if (reaction.emoji().isEmpty()) {
            return "took back the reaction" + to(quoted);
        }
        return "reacted " + String.join(" ", reaction.emoji()) + to(quoted);
    }

    static String retraction(@Nullable String quoted) {
        return "🗑 took back "
                + (quoted == null || quoted.isBlank() ? "a message" : "«" + excerpt(quoted) + "»");
    }

    static String membership(Event.Membership membership) {
        String who = membership.subject().shownName();
        String what =
                switch (membership.change()) {
                    case JOIN -> who + " came in";
                    case LEAVE -> who + " left";
                    case INVITE -> who + " was invited";
                    case KICK -> who + " was put out";
                    case BAN -> who + " was banned";
                    case UNBAN -> who + " may come back";
                };
        String reason = membership.reason();
        return reason == null || reason.isBlank() ? what : what + " (" + reason + ")";
    }

    /// What whoever is invited into a room of another network is told.
    static String invitation(String room, Event.Membership membership) {
        String reason = membership.reason();
        return "invites you to the room "
                + room
                + (reason == null || reason.isBlank() ? "" : " (" + reason + ")");
    }

    static String role(Event.RoleChange change) {
        String who = change.subject().shownName();
        return switch (change.role()) {
            case OWNER -> who + " is now an owner of this room";
            case ADMIN -> who + " is now an administrator of this room";
            case MODERATOR -> who + " is now a moderator of this room";
            case PARTICIPANT -> who + " may now speak here";
            case VISITOR -> who + " may only listen now";
        };
    }

    static String roomChange(Event.RoomChange change) {
        String name = change.name();
        String topic = change.topic();
        String first = name == null ? "" : part("name", name);
        String second = topic == null ? "" : part("topic", topic);
        String both = and(first, second);
        return change.avatar() == null ? both : and(both, picture(change.avatar()));
    }

    private static String picture(Event.Avatar avatar) {
        Attachment picture = avatar.picture();
        return picture == null
                ? "removed the room's picture"
                : "set the room's picture to " + picture.location();
    }

    static String failure(Event.DeliveryFailure failure) {
        return yours(failure.act())
                + (failure.recipient() == null ? "" : " to " + failure.recipient().value())
                + " could not be delivered: "
                + failure.failure().text();
    }

    private static String yours(Event.Act act) {
        return switch (act) {
            case MESSAGE -> "Your message";
            case EDIT -> "Your edit";
            case RETRACTION -> "Your deletion";
            case REACTION -> "Your reaction";
            case OTHER -> "Your action";
        };
    }

    /// One line in front of an answer, in the notation that all plain-text networks share (RFC 3676
    /// §4.5, XEP-0393).
    static String quoteLine(String quoted) {
        return "> " + excerpt(quoted);
    }

    /// One line for each file.
    static String links(List<Attachment> attachments) {
        StringBuilder all = new StringBuilder();
        for (Attachment attachment : attachments) {
            if (!all.isEmpty()) {
                all.append('\n');
            }
            all.append(sign(attachment.kind())).append(attachment.name());
            long seconds = (attachment.details().millis() + 500) / 1000;
            if (seconds > 0) {
                all.append(" (%d:%02d)".formatted(seconds / 60, seconds % 60));
            }
            if (attachment.size() >= 0) {
                all.append(" (").append(size(attachment.size())).append(')');
            }
            all.append(' ').append(attachment.location());
        }
        return all.toString();
    }

    private static String sign(Attachment.Kind kind) {
        return switch (kind) {
            case FILE, IMAGE, VIDEO, AUDIO -> "📎 ";
            case VOICE -> "🎤 ";
            case STICKER -> "🏷 ";
        };
    }

    static String place(Location place) {
        return "📍 " + place.uri();
    }

    static String until(Instant expires) {
        return "⏳ until " + MINUTE.format(expires.truncatedTo(ChronoUnit.MINUTES)) + " UTC";
    }

    /// What a network must have to show such a file as what it is.
    static Feature feature(Attachment.Kind kind) {
        return switch (kind) {
            case FILE, IMAGE, VIDEO, AUDIO -> Feature.ATTACHMENT;
            case VOICE -> Feature.VOICE;
            case STICKER -> Feature.STICKER;
        };
    }

    static String feature(Feature feature) {
        return switch (feature) {
            case FORMATTING -> "formatting";
            case EMOTE -> "an action";
            case REPLY -> "a reply";
            case THREAD -> "a thread";
            case EDIT -> "an edit";
            case RETRACTION -> "a retraction";
            case REACTION -> "a reaction";
            case ATTACHMENT -> "a file";
            case VOICE -> "a voice message";
            case STICKER -> "a sticker";
            case LOCATION -> "a place";
            case EXPIRY -> "a time to vanish";
            case MEMBERSHIP -> "a change of membership";
            case ROLE -> "a change of role";
            case ROOM_CHANGE -> "a change of the room";
            case ROOM_AVATAR -> "a picture of the room";
            case PROFILE -> "a change of name or picture";
            case PRESENCE -> "presence";
            case TYPING -> "a typing notice";
            case DELIVERED_RECEIPT, DISPLAYED_RECEIPT -> "a receipt";
            case DELIVERY_FAILURE -> "a failure notice";
        };
    }

    static String and(String loss, String more) {
        return loss.isEmpty() || more.isEmpty() ? loss + more : loss + "; " + more;
    }

    private static String to(@Nullable String quoted) {
        return quoted == null || quoted.isBlank() ? "" : " to «" + excerpt(quoted) + "»";
    }

    private static String part(String what, String value) {
        return value.isEmpty() ? "removed the " + what : "set the " + what + " to «" + value + "»";
    }

    /// The first words of a text, on one line.
    private static String excerpt(String text) {
        String line = Limits.cut(text, 4 * QUOTE_LENGTH).strip().replaceAll("\\s+", " ");
        return line.length() <= QUOTE_LENGTH ? line : Limits.cut(line, QUOTE_LENGTH) + "…";
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
    }
}
