package io.parlance.admin;

import java.time.Instant;
import java.util.List;

/// Rooms that are one room.
///
/// @param id short and unique
/// @param rooms two or more
/// @param since when they were linked
public record LinkView(String id, List<String> rooms, Instant since) {}
