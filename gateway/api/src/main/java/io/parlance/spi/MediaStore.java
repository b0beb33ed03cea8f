package io.parlance.spi;

import io.parlance.model.Attachment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/// Where the gateway keeps files that came in and that other networks cannot fetch from their
/// origin, and the one way by which adapters fetch files to hand them on. Every method blocks: call
/// it on a virtual thread. Everything streams; the whole of a file is never in memory.
public interface MediaStore {
    /// The largest file that is kept or opened, in bytes.
    long limit();

    /// Keeps a file and returns the attachment that others can fetch it by: the one described, with
    /// its size, its new place, and the media type that its first bytes tell where none was given.
    ///
    /// @param described what is known of the file; where it is now does not matter
    /// @throws IOException if the file is over [#limit()] or cannot be written; nothing is kept
    ///   then
    Attachment keep(Attachment described, InputStream content) throws IOException;

    /// Keeps a file of which only name and media type are known.
    default Attachment keep(String name, String mediaType, InputStream content) throws IOException {
        return keep(new Attachment(name, mediaType, -1, URI.create("about:blank")), content);
    }

    /// Opens a file for reading: from this store's own folder if it is kept there, else by HTTP
    /// from where it is. Addresses inside the operator's own network are refused (SSRF) unless the
    /// configuration allows them.
    ///
    /// @throws IOException if it cannot be had, or is over [#limit()] as far as can be known now;
    ///   reading on beyond the limit fails, too
    Media open(Attachment attachment) throws IOException;

    /// A file being read.
    ///
    /// @param content its bytes; to be closed by whoever opened it
    /// @param size how many, or -1 if unknown
    /// @param mediaType what its server or its first bytes say it is
    record Media(InputStream content, long size, String mediaType) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
