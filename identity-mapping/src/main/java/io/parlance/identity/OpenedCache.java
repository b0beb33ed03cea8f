package io.parlance.identity;

import org.infinispan.Cache;

import java.util.List;
import java.util.Map;

/// A cache that was opened.
///
/// @param entries what was in it then
/// @param writes to be told of each write
record OpenedCache(
        Cache<String, String> cache, List<Map.Entry<String, String>> entries, Writes writes) {}
