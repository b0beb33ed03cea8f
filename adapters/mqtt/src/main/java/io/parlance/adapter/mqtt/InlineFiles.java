package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.spi.MediaStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Files that came within a command, as `data` in base64: kept in the gateway's store, so that
/// everybody can fetch them, before the command goes on.
///
/// @param media where they are kept
/// @param context where the command goes on
/// @param limit the most bytes that the files of one command may have in all
record InlineFiles(MediaStore media, Context context, int limit) {
    private static final Logger LOG = LoggerFactory.getLogger(InlineFiles.class);
    private static final String DATA = "data";

    /// Whether a command brings any.
    static boolean in(Command command) {
        return !holders(command).isEmpty();
    }

    private static List<ObjectNode> holders(Command command) {
        List<ObjectNode> found = new ArrayList<>(0);
        for (String key : List.of("files", "attachments", "avatar")) {
            JsonNode value = command.body().get(key);
            if (value != null && value.isArray()) {
                value.forEach(file -> add(file, found));
            } else if (value != null) {
                add(value, found);
            }
        }
        return found;
    }

    private static void add(JsonNode file, List<ObjectNode> found) {
        if (file instanceof ObjectNode object && object.hasNonNull(DATA)) {
            found.add(object);
        }
    }

    /// Keeps them, and puts a `url` in the place of each `data`; completes on the context. Fails
    /// with what is wrong with them in words for the writer.
    Future<Void> keep(Command command) {
        List<ObjectNode> files = holders(command);
        if (files.isEmpty()) {
            return Future.succeededFuture();
        }
        try {
            check(files);
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
        Promise<Void> kept = Promise.promise();
        Thread.ofVirtual().name("mqtt-files").start(() -> keepAll(files, kept));
        return kept.future();
    }

    private void check(List<ObjectNode> files) {
        long bytes = 0;
        for (ObjectNode file : files) {
            String data = Json.text(file, DATA);
            bytes += data == null ? 0 : data.length() / 4L * 3;
        }
        if (bytes > Math.min(limit, media.limit())) {
            throw new InvalidValue(
                    FailureReason.TOO_LARGE,
                    "Files within a message have at most %,d bytes; give larger ones by `url`."
                            .formatted(Math.min(limit, media.limit())));
        }
    }

    private void keepAll(List<ObjectNode> files, Promise<Void> kept) {
        List<Attachment> stored = new ArrayList<>();
        try {
            for (ObjectNode file : files) {
                stored.add(keep(file));
            }
            context.runOnContext(
                    _ -> {
                        for (int i = 0; i < stored.size(); i++) {
                            put(stored.get(i), files.get(i));
                        }
                        kept.complete();
                    });
        } catch (InvalidValue e) {
            context.runOnContext(_ -> kept.fail(e));
        } catch (IOException | RuntimeException e) {
            LOG.warn("A file that came within a message was not kept", e);
            context.runOnContext(
                    _ ->
                            kept.fail(
                                    new InvalidValue(
                                            FailureReason.INTERNAL,
                                            "The file could not be kept; send it again later.")));
        }
    }

    private Attachment keep(ObjectNode file) throws IOException {
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(file.path(DATA).asText());
        } catch (IllegalArgumentException _) {
            throw Json.invalid(DATA, "is no base64");
        }
        ObjectNode described = file.deepCopy();
        described.remove(DATA);
        // What the store gives it takes this place.
        described.put("url", "http://localhost/").put("size", content.length);
        Attachment named = FileJson.read(described, "files");
        return media.keep(named, new ByteArrayInputStream(content));
    }

    private static void put(Attachment stored, ObjectNode file) {
        file.remove(DATA);
        file.put("url", stored.location().toString());
        file.put("size", stored.size());
        file.put("type", stored.mediaType());
    }
}
