package io.parlance.adapter.matrix;

/// Where something is said, and as whom.
///
/// @param roomId the room
/// @param as the ghost, who is in it
record Place(String roomId, String as) {}
