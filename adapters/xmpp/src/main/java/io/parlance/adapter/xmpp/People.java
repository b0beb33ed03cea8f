package io.parlance.adapter.xmpp;

import io.parlance.model.Address;

import org.jspecify.annotations.Nullable;

/// Who is in a room.
interface People {
    /// Who goes by this nick, native or from elsewhere; null if nobody does.
    @Nullable Address called(String nick);
}
