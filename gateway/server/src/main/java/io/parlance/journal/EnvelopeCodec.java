package io.parlance.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Turns an envelope into compact JSON and back; everything but its id, which is a column of its
/// own. Unknown fields are ignored, so an older gateway reads what a newer one of the same schema
/// wrote. Instances are cheap but not thread-safe.
final class EnvelopeCodec {
    /// Without a blank between two values of one generator.
    private static final JsonFactory FACTORY = new JsonFactory().setRootValueSeparator("");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

    /// Writes to the buffer, one value after the other; null until the first, and after a failure.
    private @Nullable JsonGenerator generator;

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    byte[] encode(Envelope envelope) {
        return write(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("origin", envelope.origin().name());
                    participant(json, "sender", envelope.sender());
                    json.writeStringField(
                            "conversation", Spellings.conversation(envelope.conversation()));
                    sent(json, envelope.sentAt());
                    lists(json, envelope);
                    EventWriter.write(json, envelope.event());
                    json.writeEndObject();
                });
    }

    static Envelope decode(EnvelopeId id, byte[] body) {
        JsonNode json = read(body);
        List<NativeId> nativeIds = new ArrayList<>();
        json.path("ids").forEach(each -> nativeIds.add(Spellings.nativeId(each.textValue())));
        List<Hop> trail = new ArrayList<>();
        json.path("trail").forEach(each -> trail.add(Hop.parse(each.textValue())));
        return new Envelope(
                id,
                new NetworkId(json.required("origin").textValue()),
                participant(json.required("sender")),
                Spellings.conversation(json.required("conversation").textValue()),
                nativeIds,
                Instant.ofEpochSecond(
                        json.required("sent").longValue(), json.path("nanos").longValue()),
                trail,
                EventReader.read(json));
    }

    byte[] encode(Failure failure) {
        return write(
                json -> {
                    json.writeStartObject();
                    failure(json, failure);
                    json.writeEndObject();
                });
    }

    static Failure decodeFailure(byte[] bytes) {
        return failure(read(bytes));
    }

    /// The values only: a delivery's ids are all of its destination's network.
    byte[] encode(List<NativeId> ids) {
        return write(
                json -> {
                    json.writeStartArray();
                    for (NativeId id : ids) {
                        json.writeString(id.value());
                    }
                    json.writeEndArray();
                });
    }

    static List<NativeId> decodeIds(NetworkId network, byte @Nullable [] bytes) {
        List<NativeId> ids = new ArrayList<>();
        if (bytes != null) {
            read(bytes).forEach(each -> ids.add(new NativeId(network, each.textValue())));
        }
        return ids;
    }

    static void participant(JsonGenerator json, String field, Participant participant)
            throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("address", Spellings.address(participant.address()));
        if (participant.displayName() != null) {
            json.writeStringField("name", participant.displayName());
        }
        json.writeEndObject();
    }

    static Participant participant(JsonNode json) {
        return new Participant(
                Spellings.address(json.required("address").textValue()),
                json.path("name").textValue());
    }

    static void failure(JsonGenerator json, Failure failure) throws IOException {
        json.writeStringField("reason", failure.reason().name());
        json.writeStringField("text", failure.text());
        json.writeStringField("detail", failure.detail());
        json.writeBooleanField("certain", failure.certain());
    }

    static Failure failure(JsonNode json) {
        return new Failure(
                FailureReason.valueOf(json.required("reason").textValue()),
                json.required("text").textValue(),
                json.required("detail").textValue(),
                json.required("certain").booleanValue());
    }

    private static void sent(JsonGenerator json, Instant sentAt) throws IOException {
        json.writeNumberField("sent", sentAt.getEpochSecond());
        json.writeNumberField("nanos", sentAt.getNano());
    }

    private static void lists(JsonGenerator json, Envelope envelope) throws IOException {
        if (!envelope.nativeIds().isEmpty()) {
            json.writeArrayFieldStart("ids");
            for (NativeId id : envelope.nativeIds()) {
                json.writeString(Spellings.nativeId(id));
            }
            json.writeEndArray();
        }
        if (!envelope.trail().isEmpty()) {
            json.writeArrayFieldStart("trail");
            for (Hop hop : envelope.trail()) {
                json.writeString(hop.toString());
            }
            json.writeEndArray();
        }
    }

    private byte[] write(Content content) {
        buffer.reset();
        JsonGenerator json = generator;
        // Until it is done, nobody may go on with it: a value may be half written.
        generator = null;
        try {
            if (json == null) {
                json = FACTORY.createGenerator(buffer);
            }
            content.write(json);
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        generator = json;
        return buffer.toByteArray();
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
