package io.parlance.hub;

import io.parlance.journal.Journal;

/// What most parts of the hub need.
///
/// @param gateway this gateway's id in hop trails
/// @param loop the hub's context
/// @param journal the journal
/// @param networks the adapters
/// @param settings the limits
/// @param counters what is counted
record Core(
        String gateway,
        HubLoop loop,
        Journal journal,
        NetworkRegistry networks,
        HubSettings settings,
        Counters counters) {}
