package io.parlance.spi;

import io.parlance.model.NetworkId;
import io.vertx.core.Vertx;

/// All that an adapter is given.
///
/// @param gateway this gateway's id, as it appears in hop trails
/// @param network the name of the network this adapter serves
/// @param settings the network's part of the configuration
/// @param vertx the gateway's Vert.x
/// @param hub where to report what comes in
/// @param networks the other networks, for spelling their addresses
/// @param ghosts which ghost stands for whom
/// @param rooms what is known of rooms
/// @param store durable state of this adapter
/// @param media where files that came in are kept
public record AdapterContext(
        String gateway,
        NetworkId network,
        Settings settings,
        Vertx vertx,
        Hub hub,
        Networks networks,
        Ghosts ghosts,
        Rooms rooms,
        StateStore store,
        MediaStore media) {}
