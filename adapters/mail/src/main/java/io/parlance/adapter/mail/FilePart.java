package io.parlance.adapter.mail;

import java.io.InputStream;
import java.util.function.Supplier;

/// A file in a mail.
///
/// @param name as the sender named it, without control characters
/// @param mediaType in lower case, without parameters
/// @param size decoded, in bytes
/// @param content opens the decoded bytes, as often as asked
record FilePart(String name, String mediaType, int size, Supplier<InputStream> content) {}
