package io.parlance.adapter.mail;

import java.io.IOException;
import java.io.InputStream;

/// A file in a mail.
///
/// @param name as the sender named it, without control characters
/// @param mediaType in lower case, without parameters
/// @param size decoded, in bytes
/// @param content opens the decoded bytes, as often as asked
record FilePart(String name, String mediaType, long size, Content content) {
    /// Bytes that are decoded while they are read.
    interface Content {
        /// Opens them.
        InputStream get() throws IOException;
    }
}
