package io.parlance.adapter.mqtt;

import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.spi.MediaStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The content of small files, to travel within the message beside the URL, if the operator wants
/// that for clients that can fetch nothing.
///
/// @param media where files are opened
/// @param limit the largest file that is copied, in bytes; 0 for none
record InlineCopies(MediaStore media, int limit) {
    private static final Logger LOG = LoggerFactory.getLogger(InlineCopies.class);

    /// The files of an event that are small enough, or may be.
    List<Attachment> wanted(Event event) {
        if (limit == 0) {
            return List.of();
        }
        List<Attachment> files =
                event instanceof Event.Message message
                        ? message.body().attachments()
                        : event instanceof Event.Edit edit ? edit.body().attachments() : List.of();
        return files.stream().filter(file -> file.size() <= limit).toList();
    }

    /// Their content in base64; without those that cannot be had. Never fails; completes on a
    /// virtual thread.
    Future<Map<Attachment, String>> of(List<Attachment> files) {
        Promise<Map<Attachment, String>> read = Promise.promise();
        Thread.ofVirtual()
                .name("mqtt-files")
                .start(
                        () -> {
                            Map<Attachment, String> contents = new HashMap<>();
                            long left = limit;
                            for (Attachment file : files) {
                                String content = content(file, left);
                                if (content != null) {
                                    contents.put(file, content);
                                    left -= content.length() / 4L * 3;
                                }
                            }
                            read.complete(contents);
                        });
        return read.future();
    }

    private @Nullable String content(Attachment file, long most) {
        try (MediaStore.Media opened = media.open(file)) {
            byte[] bytes = opened.content().readNBytes((int) Math.max(0, most) + 1);
            return bytes.length > most ? null : Base64.getEncoder().encodeToString(bytes);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is only linked", file.location(), e);
            return null;
        }
    }
}
