package io.parlance.admin;

import java.util.List;

/// One person with addresses on several networks.
///
/// @param id short and unique
/// @param addresses two or more
public record PersonView(String id, List<String> addresses) {}
