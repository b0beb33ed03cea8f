package io.parlance.adapter.xmpp;

import io.parlance.model.Delivery;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

/// How messages are named in each kind of conversation. Confined to the event loop.
final class Namings {
    /// Before the id of the user's own message when it names the thread that the message began: an
    /// id alone is the ghost's.
    private static final String OWN_THREAD = "re-";

    private final Parts parts;
    private final MentionUris mentions;

    Namings(Parts parts) {
        this.parts = parts;
        this.mentions = new MentionUris(parts);
    }

    /// Between the ghost and a user, both bare.
    Naming direct(String ghost) {
        return new Naming(
                Naming::id, ref -> directThread(ref, ghost), parts.memory()::of, mentions::outward);
    }

    private @Nullable String directThread(MessageRef ref, String ghost) {
        NativeId id = ref.nativeId();
        if (id == null) {
            return null;
        }
        String known = parts.memory().thread(id);
        String name = NativeIds.id(id);
        boolean ghosts = id.value().startsWith(ghost + ">");
        return known != null ? known : ghosts ? name : OWN_THREAD + name;
    }

    /// What ids in a message of `user` to `ghost` mean, both bare.
    Relations.Refs read(String user, String ghost, Shortened ids) {
        Memory memory = parts.memory();
        return new Relations.Refs(
                id -> memory.original(ids.of(user, ghost, id)),
                id -> memory.original(parts.ids().direct(ghost, user, id)),
                id -> memory.original(ids.of(user, ghost, id)),
                name ->
                        name.startsWith(OWN_THREAD)
                                ? ids.of(user, ghost, name.substring(OWN_THREAD.length()))
                                : parts.ids().direct(ghost, user, name),
                uri -> mentions.inward(uri, "", _ -> null));
    }

    /// In a room.
    ///
    /// @param delivery what is delivered there
    Naming room(Delivery delivery) {
        return new Naming(
                ref -> Naming.key(delivery, ref),
                this::roomThread,
                parts.memory()::of,
                mentions::outward);
    }

    private @Nullable String roomThread(MessageRef ref) {
        NativeId id = ref.nativeId();
        String known = id == null ? null : parts.memory().thread(id);
        return known == null ? Naming.id(ref) : known;
    }

    /// What ids in a message of the room `room` mean.
    ///
    /// @param author the scope of the ids that the writer's client gives
    /// @param people who goes by a nick
    Relations.Refs read(String room, String author, People people) {
        Memory memory = parts.memory();
        return new Relations.Refs(
                id -> memory.original(parts.ids().occupant(author, id)),
                id -> memory.original(parts.ids().room(room, id)),
                id -> memory.original(parts.ids().room(room, id)),
                name -> parts.ids().room(room, name),
                uri -> mentions.inward(uri, room, people::called));
    }
}
