package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;

import jakarta.activation.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A file as the body of a part: opened before the mail is begun, so that what is not there is
/// known in time, and read once, while it is sent.
final class OpenFile implements DataSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    private final MediaStore media;
    private final Attachment file;
    private final MediaStore.Media first;
    private final long limit;
    private boolean read;

    OpenFile(MediaStore media, Attachment file, MediaStore.Media first, long limit) {
        this.media = media;
        this.file = file;
        this.first = first;
        this.limit = limit;
    }

    long size() {
        return first.size() >= 0 ? first.size() : file.size();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream content = read ? media.open(file).content() : first.content();
        read = true;
        return new Bounded(content, limit);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("a file that is sent is not written");
    }

    @Override
    public String getContentType() {
        boolean told = !file.mediaType().equals("application/octet-stream");
        return told ? file.mediaType() : first.mediaType();
    }

    @Override
    public String getName() {
        return file.name();
    }

    @Override
    public void close() {
        try {
            first.close();
        } catch (IOException e) {
            LOG.debug("Closing {}: {}", file.name(), e.getMessage());
        }
    }

    /// Fails beyond the limit, where nobody said how much there is.
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte @Nullable [] to, int at, int length) throws IOException {
            int count = in.read(to, at, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int more, int result) throws IOException {
            left -= more;
            if (left < 0) {
                throw new IOException("the file is larger than a mail may be");
            }
            return result;
        }
    }
}
