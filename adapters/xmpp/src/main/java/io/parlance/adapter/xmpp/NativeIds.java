package io.parlance.adapter.xmpp;

import io.parlance.model.Limits;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Message ids as the hub sees them: `<scope> <id>`. XMPP promises unique ids only per sender, so
/// the scope names the two ends of a conversation, or the room that gave the id (XEP-0359). Pure.
///
/// @param network our network
record NativeIds(NetworkId network) {
    /// Clients that count from one make short ids, the same in every session. A repetition of such
    /// an id is another message, and a message lost is worse than one shown twice.
    private static final int UNIQUE_LENGTH = 12;

    private static final int SCOPE_BYTES = 700;

    /// The id of a message that `sender` sent to `recipient`, both bare; null if it is too long to
    /// keep.
    @Nullable NativeId direct(String sender, String recipient, String id) {
        return scoped(sender + ">" + recipient, id);
    }

    /// The same for a message that has just come in: unique also where the client's ids are not.
    @Nullable NativeId arrived(String sender, String recipient, String id) {
        return scoped(sender + ">" + recipient + unique(id), id);
    }

    /// The id that the room gave a message (XEP-0359 `stanza-id`).
    @Nullable NativeId room(String room, String stanzaId) {
        return scoped(room, stanzaId);
    }

    /// The id that an occupant of a room gave a message; corrections refer to it (XEP-0308 §4).
    @Nullable NativeId occupant(String occupant, String id) {
        return scoped(occupant.replace(' ', '_') + ">", id);
    }

    /// What stood in the stanza.
    static String id(NativeId id) {
        return id.value().substring(id.value().indexOf(' ') + 1);
    }

    private static String unique(String id) {
        return id.length() >= UNIQUE_LENGTH ? "" : "#" + UUID.randomUUID();
    }

    private @Nullable NativeId scoped(String scope, String id) {
        if (id.isEmpty()) {
            return null;
        }
        String prefix =
                Limits.utf8Length(scope) <= SCOPE_BYTES
                        ? scope
                        : UUID.nameUUIDFromBytes(scope.getBytes(StandardCharsets.UTF_8)).toString();
        String value = prefix + " " + id;
        return Limits.utf8Length(value) <= Limits.NATIVE_ID_BYTES
                ? new NativeId(network, value)
                : null;
    }
}
