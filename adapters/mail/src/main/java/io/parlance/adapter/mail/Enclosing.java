package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Opens files to be sent as they are read. What cannot be had, or is too large, is told as a link.
///
/// @param media where files are fetched
/// @param limit how many bytes of files one mail may hold
record Enclosing(MediaStore media, long limit) {
    private static final Logger LOG = LoggerFactory.getLogger(Enclosing.class);

    /// The files of a mail.
    ///
    /// @param files to be sent along
    /// @param kept the same, as they were described
    /// @param linked the others
    record Opened(List<OpenFile> files, List<Attachment> kept, List<Attachment> linked)
            implements AutoCloseable {
        /// The draft with links for the files that are not among these.
        Draft in(Draft draft) {
            return draft.saying(draft.content().linking(linked, kept));
        }

        @Override
        public void close() {
            files.forEach(OpenFile::close);
        }
    }

    /// Opens what fits.
    Opened open(List<Attachment> all) {
        List<OpenFile> files = new ArrayList<>();
        List<Attachment> kept = new ArrayList<>();
        List<Attachment> linked = new ArrayList<>();
        long left = Math.min(limit, media.limit());
        for (Attachment file : all) {
            OpenFile open = file.size() > left ? null : opened(file, left);
            if (open == null) {
                linked.add(file);
            } else {
                left -= Math.max(0, open.size());
                files.add(open);
                kept.add(file);
            }
        }
        return new Opened(files, kept, linked);
    }

    private @Nullable OpenFile opened(Attachment file, long left) {
        try {
            MediaStore.Media content = media.open(file);
            if (content.size() <= left) {
                return new OpenFile(media, file, content, left);
            }
            content.close();
        } catch (IOException e) {
            LOG.info("{} goes as a link: {}", file.name(), e.getMessage());
        }
        return null;
    }
}
