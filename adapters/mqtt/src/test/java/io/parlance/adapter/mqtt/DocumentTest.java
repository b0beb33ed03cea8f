package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Participant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The document of the convention is true: its examples fit the schema, and the adapter reads them.
class DocumentTest {
    private static final Pattern EXAMPLES = Pattern.compile("(?s)```json (\\w+)\n(.*?)```");
    private static final Pattern TABLE = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|$");

    private static final Instant BEFORE = Instant.parse("2026-01-02T03:04:05Z");

    record Example(String definition, String json) {}

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher block = EXAMPLES.matcher(document());
        while (block.find()) {
            String definition = block.group(1);
            block.group(2).lines().forEach(line -> examples.add(new Example(definition, line)));
        }
        return examples;
    }

    private static String document() throws IOException {
        return Files.readString(SchemaCheck.DOCS.resolve("mqtt-convention.md"));
    }

    private static Arrival arrival(String payload) {
        return new Arrival("t", payload.getBytes(StandardCharsets.UTF_8), false, Arrival.Tags.NONE);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleFitsTheSchema(Example example) throws IOException {
        assertThat(new SchemaCheck().faults(example.definition(), example.json())).isEmpty();
    }

    @Test
    void everyCommandOfTheDocumentIsUnderstoodAndEveryTypeOfTheSchemaShown() throws IOException {
        CommandEvents events =
                new CommandEvents(
                        new MessageIds(TestNetworks.MQTT),
                        new MqttIds(new MqttAddresses(TestNetworks.MQTT), new TestNetworks()));
        Participant alice = Participant.of(Address.person(TestNetworks.MQTT, "alice"));
        Set<String> types = new HashSet<>();
        for (Example example : examples()) {
            if (example.definition().equals("command")) {
                Command command = Command.read(arrival(example.json()), 1000);
                assertThat(events.event(command, alice, BEFORE)).isInstanceOf(Event.class);
                types.add(command.type());
            }
        }
        var schema =
                new ObjectMapper()
                        .readTree(
                                Files.readString(
                                        SchemaCheck.DOCS.resolve("schema/mqtt-chat-1.json")));
        Set<String> known = new HashSet<>();
        schema.at("/$defs/command/properties/type/enum")
                .forEach(type -> known.add(type.textValue()));
        assertThat(types).isEqualTo(known);
    }

    @Test
    void presencesOfTheDocumentAreUnderstood() throws IOException {
        long read = 0;
        for (Example example : examples()) {
            if (example.definition().equals("presence")) {
                assertThat(PresencePayload.read(arrival(example.json()), 1000).presence())
                        .isNotNull();
                read++;
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void theTableOfIdsIsRight() throws IOException {
        int rows = 0;
        Matcher row = TABLE.matcher(document());
        while (row.find()) {
            assertThat(TopicLevel.encode(row.group(1))).isEqualTo(row.group(2));
            assertThat(TopicLevel.decode(row.group(2))).isEqualTo(row.group(1));
            rows++;
        }
        assertThat(rows).isGreaterThan(3);
    }
}
