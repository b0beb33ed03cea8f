package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.Attachment.Kind;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.regex.Pattern;

/// Files in the contents of events (Client-Server API, "m.room.message msgtypes" and "m.sticker";
/// captions since Matrix 1.10; voice by MSC3245). Pure.
final class FileContent {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,60}");
    private static final URI NOWHERE = URI.create("about:blank");
    private static final int BLURHASH = 128;
    private static final String VOICE = "org.matrix.msc3245.voice";
    private static final String AUDIO = "org.matrix.msc1767.audio";
    private static final String HASH = "xyz.amorgan.blurhash";

    private FileContent() {}

    /// What a message with a file says.
    static MatrixContent.File read(JsonNode content) {
        String msgtype = Json.text(content, "msgtype");
        Kind kind =
                switch (msgtype == null ? "" : msgtype) {
                    case "m.image" -> Kind.IMAGE;
                    case "m.video" -> Kind.VIDEO;
                    case "m.audio" -> content.has(VOICE) ? Kind.VOICE : Kind.AUDIO;
                    default -> Kind.FILE;
                };
        return read(content, kind);
    }

    /// A file of this kind. The body is the file's name, unless there is a `filename`: then the
    /// body is a caption.
    static MatrixContent.File read(JsonNode content, Kind kind) {
        JsonNode info = content.path("info");
        String body = Json.text(content, "body");
        String name = Json.text(content, "filename");
        boolean captioned = name != null && body != null && !name.equals(body);
        String shown = name == null ? body : name;
        Attachment described =
                new Attachment(
                        shown == null ? "" : shown,
                        mediaType(info),
                        whole(info, "size", -1),
                        NOWHERE,
                        kind,
                        details(content, info));
        boolean readable = !content.path("file").isObject();
        return new MatrixContent.File(
                described,
                captioned ? body : null,
                captioned ? MatrixHtml.of(content) : null,
                readable ? Json.text(content, "url") : null,
                readable ? Json.text(info, "thumbnail_url") : null);
    }

    private static String mediaType(JsonNode info) {
        String type = Json.text(info, "mimetype");
        return type != null && MEDIA_TYPE.matcher(type).matches()
                ? type
                : "application/octet-stream";
    }

    private static Attachment.Details details(JsonNode content, JsonNode info) {
        long millis = whole(info, "duration", whole(content.path(AUDIO), "duration", 0));
        String hash = Json.text(info, HASH);
        return new Attachment.Details(
                (int) Math.min(whole(info, "w", 0), Integer.MAX_VALUE),
                (int) Math.min(whole(info, "h", 0), Integer.MAX_VALUE),
                millis,
                hash != null && hash.length() <= BLURHASH ? hash : null,
                null);
    }

    private static long whole(JsonNode node, String key, long otherwise) {
        JsonNode value = node.path(key);
        return value.isNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? value.longValue()
                : otherwise;
    }

    /// The type of event by which a file is sent.
    static String type(Attachment file) {
        return file.kind() == Kind.STICKER ? "m.sticker" : "m.room.message";
    }

    /// The content by which an uploaded file is sent.
    ///
    /// @param caption what was written with it, or an empty text
    static ObjectNode write(Attachment file, Uploads.Uploaded uploaded, String caption) {
        ObjectNode content = Json.object();
        Kind kind = kind(file, uploaded.mediaType());
        if (kind != Kind.STICKER) {
            content.put("msgtype", msgtype(kind));
            content.put("filename", file.name());
        }
        content.put("body", caption.isEmpty() ? file.name() : caption);
        content.put("url", uploaded.mxc());
        info(content.putObject("info"), file.details(), uploaded);
        if (kind == Kind.VOICE) {
            content.putObject(VOICE);
            content.putObject(AUDIO).put("duration", file.details().millis());
        }
        content.putObject("m.mentions");
        return content;
    }

    /// Where the sender's network did not say what a file is, its server or its first bytes did.
    private static Kind kind(Attachment file, String mediaType) {
        boolean unsaid = file.mediaType().equals(Uploads.UNKNOWN);
        return file.kind() == Kind.FILE && unsaid ? Kind.of(mediaType) : file.kind();
    }

    private static String msgtype(Kind kind) {
        return switch (kind) {
            case IMAGE, STICKER -> "m.image";
            case VIDEO -> "m.video";
            case AUDIO, VOICE -> "m.audio";
            case FILE -> "m.file";
        };
    }

    private static void info(
            ObjectNode info, Attachment.Details details, Uploads.Uploaded uploaded) {
        info.put("mimetype", uploaded.mediaType());
        known(info, "size", uploaded.size());
        known(info, "w", details.width());
        known(info, "h", details.height());
        known(info, "duration", details.millis());
        if (details.blurhash() != null) {
            info.put(HASH, details.blurhash());
        }
        Uploads.@Nullable Uploaded thumbnail = uploaded.thumbnail();
        if (thumbnail != null) {
            info.put("thumbnail_url", thumbnail.mxc());
            ObjectNode small = info.putObject("thumbnail_info");
            small.put("mimetype", thumbnail.mediaType());
            known(small, "size", thumbnail.size());
        }
    }

    private static void known(ObjectNode info, String key, long value) {
        if (value > 0) {
            info.put(key, value);
        }
    }
}
