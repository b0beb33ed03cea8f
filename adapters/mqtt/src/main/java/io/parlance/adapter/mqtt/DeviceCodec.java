package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// Between a device's payloads and words. Pure.
final class DeviceCodec {
    private DeviceCodec() {}

    /// What a device said.
    ///
    /// @param text in words
    /// @param id the report's own id, or null
    record Said(String text, @Nullable String id) {}

    /// What a payload says; null if it lacks a place that the template shows, such as a report of
    /// something else on the same topic.
    ///
    /// @throws io.parlance.model.InvalidValue if it is no text, too large or broken JSON
    static @Nullable Said said(Device.Says says, byte[] payload, int limit) {
        String raw = PayloadText.of(payload, limit);
        boolean json =
                says.id() != null
                        || says.text().parts().stream()
                                .anyMatch(
                                        part ->
                                                part instanceof Template.Part.Slot(var name)
                                                        && name.startsWith("/"));
        JsonNode tree = json ? Json.parse(raw) : null;
        String text = says.text().fill(slot -> slot.equals("text") ? raw : at(tree, slot));
        return text == null || text.isBlank() ? null : new Said(text, at(tree, says.id()));
    }

    private static @Nullable String at(@Nullable JsonNode tree, @Nullable String pointer) {
        if (tree == null || pointer == null) {
            return null;
        }
        JsonNode value = tree.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? PayloadText.wellFormed(value.textValue()) : value.toString();
    }

    /// What a payload says about the device being there; null if it is not understood.
    static @Nullable Availability availability(DevicePresence presence, byte[] payload, int limit) {
        String raw = PayloadText.of(payload, limit);
        String pointer = presence.pointer();
        String state = pointer == null || raw.isEmpty() ? raw : at(Json.parse(raw), pointer);
        return state == null ? null : presence.availability(state);
    }

    /// What to tell a device; null if the event is nothing that can be told as a command.
    ///
    /// @param senderId the sender's id on this network
    /// @param id the message's id here
    static @Nullable Publication command(
            Device.Hears hears, Envelope envelope, String senderId, String id) {
        if (!(envelope.event() instanceof Event.Message message)
                || message.body().text().isEmpty()) {
            return null;
        }
        String text = message.body().text();
        String payload =
                hears.payload()
                        .fill(
                                slot ->
                                        switch (slot) {
                                            case "text" -> text;
                                            case "json" -> quoted(text);
                                            case "from" -> envelope.sender().shownName();
                                            case "from_id" -> senderId;
                                            case "id" -> id;
                                            default -> null;
                                        });
        if (payload == null) {
            return null;
        }
        Publication publication =
                new Publication(
                        hears.topic(),
                        payload.getBytes(StandardCharsets.UTF_8),
                        hears.qos(),
                        hears.retain(),
                        new Publication.Tags(
                                null, id, envelope.origin().name(), envelope.trail(), null));
        return hears.retain() ? publication : publication.ifUnread(Publication.Unread.REFUSE);
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
