package io.parlance.identity;

import io.parlance.spi.Ghosts;

import java.io.IOException;
import java.nio.file.Path;

/// The identity mapping and routing state of this node, in one folder. Opening takes a second or
/// two and blocks; so does closing. A folder belongs to one running node.
public final class IdentityMapping implements AutoCloseable {
    private final Grid grid;
    private final GhostIndex ghosts;
    private final RoomLinks links;
    private final Views views;
    private final Memberships memberships;
    private final PresenceBoard presence;
    private final Identities identities;

    private IdentityMapping(Grid grid) {
        this.grid = grid;
        ghosts = new GhostIndex(grid.durableCache("ghosts"));
        links = new RoomLinks(grid.durableCache("links"));
        views = new Views(grid.durableCache("views"));
        memberships = new Memberships(grid.durableCache("members"), grid.durableCache("topics"));
        presence = new PresenceBoard(grid.volatileCache("presence"), grid.durableCache("watches"));
        identities = new Identities(grid.durableCache("identities"));
    }

    /// Opens, and makes if need be, the state in `folder`.
    ///
    /// @throws IOException if the folder cannot be written or another node has it
    public static IdentityMapping open(Path folder) throws IOException {
        return new IdentityMapping(Grid.open(folder));
    }

    /// Which ghost stands for whom.
    public Ghosts ghosts() {
        return ghosts;
    }

    /// How many ghosts are remembered.
    public int ghostCount() {
        return ghosts.size();
    }

    /// Which rooms are linked.
    public RoomLinks links() {
        return links;
    }

    /// Which networks show which foreign rooms.
    public Views views() {
        return views;
    }

    /// Who is in which room.
    public Memberships memberships() {
        return memberships;
    }

    /// Who is available, and who wants to know.
    public PresenceBoard presence() {
        return presence;
    }

    /// People with addresses on several networks.
    public Identities identities() {
        return identities;
    }

    @Override
    public void close() {
        grid.close();
    }
}
