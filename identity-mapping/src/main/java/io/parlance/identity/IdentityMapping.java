package io.parlance.identity;

import java.nio.file.Path;

/// Everything the gateway knows of people and rooms besides their messages. In memory.
public final class IdentityMapping implements AutoCloseable {
    private final RoomLinks links = new RoomLinks();
    private final PresenceBoard presence = new PresenceBoard();
    private final Memberships memberships = new Memberships();

    private IdentityMapping() {}

    /// Opens the mapping kept in `dataFolder`.
    public static IdentityMapping open(Path dataFolder) {
        return new IdentityMapping();
    }

    /// Which rooms are linked.
    public RoomLinks links() {
        return links;
    }

    /// Everybody's presence.
    public PresenceBoard presence() {
        return presence;
    }

    /// Who is where.
    public Memberships memberships() {
        return memberships;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
