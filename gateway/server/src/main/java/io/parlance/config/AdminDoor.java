package io.parlance.config;

import java.nio.file.Path;

/// Where the admin API of a gateway is, and its token.
///
/// @param http where it listens
/// @param data the data folder, with the token
public record AdminDoor(GatewayConfig.Http http, Path data) {}
