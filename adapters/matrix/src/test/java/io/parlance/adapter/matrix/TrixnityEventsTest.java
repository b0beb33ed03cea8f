package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

final class TrixnityEventsTest {
    static JsonNode resource(String name) throws IOException {
        try (InputStream in = TrixnityEventsTest.class.getResourceAsStream("/matrix/" + name)) {
            return Json.parse(Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    /// An event with all that every event has.
    static MatrixEvent event(JsonNode partial) {
        ObjectNode whole = ((ObjectNode) partial).deepCopy();
        whole.put("event_id", "$e").put("room_id", "!r:hs.test").put("sender", "@a:hs.test");
        whole.put("origin_server_ts", 1_700_000_000_000L);
        return Objects.requireNonNull(MatrixEvent.read(whole));
    }

    static Stream<Arguments> written() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (JsonNode one : resource("events.json")) {
            all.add(
                    Arguments.of(
                            one.path("name").asText(),
                            one.path("event"),
                            one.path("reads").asText()));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void readsWhatIsWritten(String name, JsonNode event, String reads) {
        assertThat(TrixnityEvents.read(event(event))).as(name).hasToString(reads);
    }

    static Stream<Arguments> examples() throws IOException {
        return resource("spec-examples.json").properties().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void readsEveryExampleOfTheSpec(String name, JsonNode raw) {
        MatrixEvent event = Objects.requireNonNull(MatrixEvent.read(raw));
        MatrixContent content = TrixnityEvents.read(event);
        Class<?> expected =
                switch (name) {
                    case "m.room.message$m.text",
                            "m.room.message$m.emote",
                            "m.room.message$m.notice" ->
                            MatrixContent.Text.class;
                    case "m.room.message$m.image",
                            "m.room.message$m.audio",
                            "m.room.message$m.file",
                            "m.room.message$m.video" ->
                            MatrixContent.File.class;
                    case "m.room.member" -> MatrixContent.Member.class;
                    case "m.room.name" -> MatrixContent.Name.class;
                    case "m.room.topic" -> MatrixContent.Topic.class;
                    case "m.room.tombstone" -> MatrixContent.Tombstone.class;
                    case "m.room.encrypted$megolm" -> MatrixContent.Encrypted.class;
                    default -> MatrixContent.class;
                };
        assertThat(content).isInstanceOf(expected);
    }
}
