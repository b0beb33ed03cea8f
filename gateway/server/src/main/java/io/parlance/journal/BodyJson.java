package io.parlance.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Location;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What a message says, as fields of the envelope's JSON object, both ways.
final class BodyJson {
    private BodyJson() {}

    static void write(JsonGenerator json, Body body) throws IOException {
        json.writeStringField("text", body.text());
        if (body.rich() != null) {
            RichJson.write(json, body.rich());
        }
        Location place = body.location();
        if (place != null) {
            json.writeStringField("geo", place.uri());
        }
        if (body.attachments().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("attachments");
        for (Attachment attachment : body.attachments()) {
            attachment(json, attachment);
        }
        json.writeEndArray();
    }

    static Body read(JsonNode json) {
        List<Attachment> attachments = new ArrayList<>();
        json.path("attachments").forEach(each -> attachments.add(attachment(each)));
        String geo = json.path("geo").textValue();
        return new Body(
                EventReader.text(json, "text"),
                attachments,
                RichJsonReader.read(json.path("rich")),
                geo == null ? null : Location.parse(geo));
    }

    static void avatar(JsonGenerator json, Event.@Nullable Avatar avatar) throws IOException {
        if (avatar == null) {
            return;
        }
        json.writeFieldName("avatar");
        if (avatar.picture() == null) {
            json.writeNull();
        } else {
            attachment(json, avatar.picture());
        }
    }

    static Event.@Nullable Avatar avatar(JsonNode json) {
        if (!json.has("avatar")) {
            return null;
        }
        JsonNode picture = json.path("avatar");
        return picture.isNull() ? Event.Avatar.NONE : new Event.Avatar(attachment(picture));
    }

    private static void attachment(JsonGenerator json, Attachment attachment) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", attachment.name());
        json.writeStringField("type", attachment.mediaType());
        json.writeNumberField("size", attachment.size());
        json.writeStringField("location", attachment.location().toString());
        json.writeStringField("is", attachment.kind().name());
        Attachment.Details details = attachment.details();
        if (!details.equals(Attachment.Details.NONE)) {
            json.writeNumberField("width", details.width());
            json.writeNumberField("height", details.height());
            json.writeNumberField("millis", details.millis());
            EventWriter.text(json, "blurhash", details.blurhash());
            URI thumbnail = details.thumbnail();
            EventWriter.text(json, "thumbnail", thumbnail == null ? null : thumbnail.toString());
        }
        json.writeEndObject();
    }

    private static Attachment attachment(JsonNode json) {
        String type = EventReader.text(json, "type");
        String thumbnail = json.path("thumbnail").textValue();
        String kind = json.path("is").textValue();
        return new Attachment(
                EventReader.text(json, "name"),
                type,
                json.required("size").longValue(),
                URI.create(EventReader.text(json, "location")),
                kind == null ? Attachment.Kind.of(type) : Attachment.Kind.valueOf(kind),
                new Attachment.Details(
                        json.path("width").intValue(),
                        json.path("height").intValue(),
                        json.path("millis").longValue(),
                        json.path("blurhash").textValue(),
                        thumbnail == null ? null : URI.create(thumbnail)));
    }
}
