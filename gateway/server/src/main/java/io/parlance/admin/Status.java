package io.parlance.admin;

import java.time.Instant;
import java.util.List;

/// How a running gateway is.
///
/// @param gateway its id
/// @param version its version
/// @param since when it started
/// @param data its data folder
/// @param ready whether it takes messages
/// @param reasons why not; empty if it does
/// @param networks its networks, by name
public record Status(
        String gateway,
        String version,
        Instant since,
        String data,
        boolean ready,
        List<String> reasons,
        List<NetworkStatus> networks) {}
