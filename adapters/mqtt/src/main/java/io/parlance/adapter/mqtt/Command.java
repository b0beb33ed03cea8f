package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Hop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a client wrote under `cmd`, read but not yet understood.
///
/// @param type what is meant: `message` unless said otherwise
/// @param id the client's own id of it, for recognising a repetition; null if it gave none
/// @param name the name the client wants to be shown by, or null
/// @param trail the gateways it has passed
/// @param life how long it is of use, by the message's own properties; null if they do not say
/// @param body the JSON object; `{"text": …}` if plain text came
record Command(
        String type,
        @Nullable String id,
        @Nullable String name,
        List<Hop> trail,
        @Nullable Duration life,
        JsonNode body) {

    /// Reads a payload of at most `limit` bytes: a JSON object, or plain text, so that
    /// `mosquitto_pub -m hello` is a message. The content type decides; without one, what starts
    /// with `{` counts as JSON. Properties of MQTT 5 win over the same keys in the JSON.
    ///
    /// @throws io.parlance.model.InvalidValue if it is neither
    static Command read(Arrival arrival, int limit) {
        String text = PayloadText.of(arrival.payload(), limit);
        Arrival.Tags tags = arrival.tags();
        if (!isJson(text, tags.contentType())) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", text);
            return new Command("message", tags.id(), null, tags.trail(), tags.life(), body);
        }
        JsonNode body = Json.parse(text);
        if (!body.isObject()) {
            throw Json.invalid("payload", "must be a JSON object");
        }
        String type = Json.text(body, "type");
        String id = tags.id() != null ? tags.id() : Json.text(body, "id");
        List<Hop> trail =
                tags.trail().isEmpty() ? Arrival.trail(Json.texts(body, "hops")) : tags.trail();
        return new Command(
                type == null ? "message" : type,
                id == null || id.isEmpty() ? null : id,
                Json.text(body, "name"),
                trail,
                tags.life(),
                body);
    }

    private static boolean isJson(String text, @Nullable String contentType) {
        if (contentType != null) {
            String type = contentType.toLowerCase(Locale.ROOT);
            if (type.startsWith("text/plain")) {
                return false;
            }
            if (type.startsWith("application/json")) {
                return true;
            }
        }
        return text.stripLeading().startsWith("{");
    }

    /// The text at `key`, or null.
    @Nullable String text(String key) {
        return Json.text(body, key);
    }

    /// The text at `key`, which this type of command cannot do without.
    String needed(String key) {
        String value = Json.text(body, key);
        if (value == null || value.isEmpty()) {
            throw Json.invalid(key, "is missing; a command of type " + type + " needs it");
        }
        return value;
    }
}
