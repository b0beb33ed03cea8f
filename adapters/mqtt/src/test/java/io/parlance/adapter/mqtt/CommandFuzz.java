package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.InvalidValue;
import io.parlance.model.Participant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/// A topic, a line feed and a payload: what clients write under `cmd`, and what devices report. All
/// that is wrong is said by our own exception, in words for the writer.
final class CommandFuzz implements FuzzTarget {
    private static final MqttTopics TOPICS = MqttTopics.of("lab");
    private static final MqttAddresses ADDRESSES = new MqttAddresses(TestNetworks.MQTT);
    private static final CommandEvents EVENTS =
            new CommandEvents(
                    new MessageIds(TestNetworks.MQTT), new MqttIds(ADDRESSES, new TestNetworks()));
    private static final Device.Says SAYS =
            new Device.Says(
                    "t", Template.parse("a {/a/0} {/text} b", Set.of("/")), "/id", false, "#lobby");
    private static final int LIMIT = 200_000;

    @Override
    public void read(byte[] input) {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        topic(new String(input, 0, line, StandardCharsets.UTF_8));
        byte[] payload = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        command(payload);
        try {
            DeviceCodec.said(SAYS, payload, LIMIT);
        } catch (InvalidValue _) {
            // Refused in words.
        }
    }

    private static void topic(String topic) {
        String level = TopicLevel.encode(topic);
        assertThat(level).doesNotContain("/", "+", "#", "$", "\0");
        assertThat(TopicLevel.decode(level)).isEqualTo(topic);
        try {
            switch (TOPICS.parse(topic)) {
                case MqttTopics.Meaning.RoomCommand(String room, String sender) -> {
                    level(room);
                    level(sender);
                }
                case MqttTopics.Meaning.PersonCommand(String person, String sender) -> {
                    level(person);
                    level(sender);
                }
                case MqttTopics.Meaning.PresenceOf(String sender) -> level(sender);
                case MqttTopics.Meaning.TypingTo(String to, String sender) -> {
                    level(to);
                    level(sender);
                }
            }
        } catch (InvalidValue _) {
            // Refused in words.
        }
    }

    private static void level(String id) {
        assertThat(TopicLevel.decode(TopicLevel.encode(id))).isEqualTo(id);
    }

    private static void command(byte[] payload) {
        Participant sender = new Participant(ADDRESSES.person("alice"), null);
        try {
            Arrival arrival = new Arrival("t", payload, false, Arrival.Tags.NONE);
            EVENTS.event(Command.read(arrival, LIMIT), sender, Instant.EPOCH);
        } catch (InvalidValue _) {
            // Refused in words.
        }
    }
}
