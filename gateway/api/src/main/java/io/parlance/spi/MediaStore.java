package io.parlance.spi;

import io.parlance.model.Attachment;

import java.io.IOException;
import java.io.InputStream;

/// Where the gateway keeps files that came in and that other networks cannot fetch from their
/// origin.
public interface MediaStore {
    /// The largest file that is kept, in bytes.
    long limit();

    /// Keeps a file and returns the attachment that others can fetch it by. Blocks: call it on a
    /// virtual thread. Streams; the whole is never in memory.
    ///
    /// @throws IOException if the file is over [#limit()] or cannot be written; nothing is kept
    ///   then
    Attachment keep(String name, String mediaType, InputStream content) throws IOException;
}
