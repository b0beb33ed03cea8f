package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Attachment;
import io.parlance.model.Attachment.Details;
import io.parlance.model.Attachment.Kind;
import io.parlance.model.Event.Avatar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Files and pictures as the JSON of the convention, both ways. Pure.
final class FileJson {
    private static final int MOST_FILES = 32;

    /// The alphabet of blurha.sh.
    private static final Pattern BLURHASH =
            Pattern.compile("[0-9A-Za-z#$%*+,.:;=?@\\[\\]^_{|}~-]+");

    private static final int BLURHASH_LENGTH = 100;

    private FileJson() {}

    /// The files that a command brings under `files`, or `attachments` as the key was called first.
    static List<Attachment> list(JsonNode command) {
        JsonNode list = command.has("files") ? command.get("files") : command.get("attachments");
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > MOST_FILES) {
            throw Json.invalid("files", "must be a list of at most " + MOST_FILES + " files");
        }
        List<Attachment> files = new ArrayList<>();
        for (JsonNode file : list) {
            files.add(read(file, "files"));
        }
        return files;
    }

    /// The picture under `avatar`; null if the key is absent, [Avatar#NONE] if it is null.
    static @Nullable Avatar avatar(JsonNode object) {
        JsonNode picture = object.get("avatar");
        if (picture == null) {
            return null;
        }
        return picture.isNull() ? Avatar.NONE : new Avatar(read(picture, "avatar"));
    }

    /// One file.
    ///
    /// @param key where it stands, for messages
    static Attachment read(JsonNode file, String key) {
        if (!file.isObject()) {
            throw Json.invalid(key, "must be made of objects with a `url`");
        }
        String type = Json.text(file, "type");
        String mediaType = type == null ? Json.text(file, "media_type") : type;
        String shown = mediaType == null ? "application/octet-stream" : mediaType;
        String name = Json.text(file, "name");
        URI url = url(file, "url", key);
        if (url == null) {
            throw Json.invalid(key, "need a `url` that starts with https:// or http://");
        }
        return new Attachment(
                name == null ? "" : name,
                shown,
                file.path("size").asLong(-1),
                url,
                kind(Json.text(file, "kind"), shown),
                details(file, key));
    }

    private static Kind kind(@Nullable String word, String mediaType) {
        if (word == null) {
            return Kind.of(mediaType);
        }
        for (Kind kind : Kind.values()) {
            if (EventJson.lower(kind).equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw Json.invalid("kind", "must be file, image, video, audio, voice or sticker");
    }

    private static Details details(JsonNode file, String key) {
        String blurhash = Json.text(file, "blurhash");
        boolean sound =
                blurhash != null
                        && blurhash.length() <= BLURHASH_LENGTH
                        && BLURHASH.matcher(blurhash).matches();
        return new Details(
                file.path("width").asInt(0),
                file.path("height").asInt(0),
                file.path("duration_ms").asLong(0),
                sound ? blurhash : null,
                url(file, "thumbnail", key));
    }

    private static @Nullable URI url(JsonNode file, String place, String key) {
        String url = Json.text(file, place);
        if (url == null) {
            return null;
        }
        try {
            if (url.startsWith("https://") || url.startsWith("http://")) {
                return URI.create(url);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw Json.invalid(
                key, "need a `" + place + "` that is a URL and starts with https:// or http://");
    }

    /// Writes one file as an object.
    ///
    /// @param data its content in base64, to stand beside the URL; null if it does not
    static void write(JsonGenerator json, Attachment file, @Nullable String data)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", file.name());
        json.writeStringField("type", file.mediaType());
        if (file.size() >= 0) {
            json.writeNumberField("size", file.size());
        }
        json.writeStringField("url", file.location().toString());
        json.writeStringField("kind", EventJson.lower(file.kind()));
        details(json, file.details());
        if (data != null) {
            json.writeStringField("data", data);
        }
        json.writeEndObject();
    }

    private static void details(JsonGenerator json, Details details) throws IOException {
        if (details.width() > 0) {
            json.writeNumberField("width", details.width());
        }
        if (details.height() > 0) {
            json.writeNumberField("height", details.height());
        }
        if (details.millis() > 0) {
            json.writeNumberField("duration_ms", details.millis());
        }
        if (details.blurhash() != null) {
            json.writeStringField("blurhash", details.blurhash());
        }
        if (details.thumbnail() != null) {
            json.writeStringField("thumbnail", details.thumbnail().toString());
        }
    }

    /// Writes `avatar`: an object, null if there is none any more, nothing if it did not change.
    static void avatar(JsonGenerator json, @Nullable Avatar avatar) throws IOException {
        if (avatar == null) {
            return;
        }
        json.writeFieldName("avatar");
        if (avatar.picture() == null) {
            json.writeNull();
        } else {
            write(json, avatar.picture(), null);
        }
    }
}
