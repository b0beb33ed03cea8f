package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.Failure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Tells a client that something it wrote was refused at once.
final class FailureJson {
    private FailureJson() {}

    /// A whole reply.
    ///
    /// @param failure why; the operator's detail stays here
    /// @param target the client's own id of what it wrote, or null
    /// @param topic where it wrote it
    static byte[] reply(Failure failure, @Nullable String target, String topic) {
        return JsonBytes.object(
                json -> {
                    json.writeStringField("type", "failure");
                    if (target != null) {
                        json.writeStringField("target", target);
                    }
                    json.writeStringField("topic", topic);
                    fields(json, failure);
                });
    }

    /// What every failure says: the reason as a word and in words.
    static void fields(JsonGenerator json, Failure failure) throws IOException {
        json.writeStringField("reason", EventJson.lower(failure.reason()));
        json.writeStringField("text", failure.text());
    }
}
