package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Devices speak, listen and are seen.
class DeviceTest {
    private static final Address BOILER = Address.person(TestNetworks.MQTT, "boiler");
    private Lab lab;

    private static Map<String, Object> boiler() {
        return new HashMap<>(
                Map.of(
                        "name",
                        "boiler",
                        "display_name",
                        "Boiler",
                        "to",
                        "#lobby",
                        "in",
                        Map.of(
                                "topic", "plant/state",
                                "template", "It is {/t} degrees",
                                "id", "/seq"),
                        "out",
                        Map.of(
                                "topic",
                                "plant/set",
                                "template",
                                "{\"say\":{json},\"by\":\"{from_id}\"}"),
                        "presence",
                        Map.of("topic", "plant/lwt")));
    }

    @BeforeEach
    void connect() throws Exception {
        lab = new Lab();
        lab.settings.put("devices", List.of(boiler()));
        lab.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        lab.close();
    }

    @Test
    void aReportIsAMessageOnceInTheRoomForEverybody() {
        lab.broker.say("plant/state", "{\"t\":91.5,\"seq\":1}");
        lab.broker.say("plant/state", "{\"t\":91.5,\"seq\":1}");
        lab.broker.say("plant/state", "{\"pressure\":3}");
        lab.broker.say("plant/state", "{broken");
        Lab.await(() -> lab.broker.acknowledged.size() == 4);
        assertThat(lab.hub.texts()).containsExactly("It is 91.5 degrees");
        assertThat(lab.hub.taken.getFirst().sender().address()).isEqualTo(BOILER);
        assertThat(lab.hub.taken.getFirst().sender().displayName()).isEqualTo("Boiler");
        assertThat(lab.broker.publishedTo("im/v1/lab/room/lobby/evt")).hasSize(1);
    }

    @Test
    void aMessageToADeviceIsACommandAndCannotBreakOutOfItsTemplate() throws Exception {
        Event.Message message = Event.Message.of("on\",\"admin\":\"{from}");
        Lab.get(lab.deliver(new Conversation.Direct(BOILER), message));
        String command = lab.broker.publishedTo("plant/set").getFirst();
        assertThat(Json.parse(command).get("say").textValue()).isEqualTo("on\",\"admin\":\"{from}");
        assertThat(Json.parse(command).get("by").textValue()).isEqualTo("xmpp:alice@xmpp.test");
    }

    @Test
    void aCommandThatNobodyHearsIsRefusedNotDelayed() throws Exception {
        lab.broker.answer = _ -> MqttPubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
        Outcome outcome =
                Lab.get(lab.deliver(new Conversation.Direct(BOILER), Event.Message.of("on")));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.failure().reason())
                                        .isEqualTo(FailureReason.RECIPIENT_UNAVAILABLE));
    }

    @Test
    void typingToADeviceIsNoCommand() throws Exception {
        Lab.get(lab.deliver(new Conversation.Direct(BOILER), new Event.Typing(true)));
        assertThat(lab.broker.publishedTo("plant/set")).isEmpty();
    }

    @Test
    void aUserOfTheRealmCommandsItToo() {
        lab.broker.say("im/v1/lab/user/boiler/cmd/bob", "off");
        Lab.await(() -> lab.broker.publishedTo("plant/set").size() == 1);
        assertThat(lab.broker.publishedTo("plant/set").getFirst()).contains("\"off\"");
    }

    @Test
    void itsStateIsItsPresence() {
        lab.broker.say("plant/lwt", "Online");
        lab.broker.say("plant/lwt", "whatever");
        lab.broker.say("plant/lwt", "offline");
        Lab.await(() -> lab.hub.taken.size() == 2);
        assertThat(lab.hub.taken.get(0).event())
                .isEqualTo(new Event.Presence(Availability.AVAILABLE, null));
        assertThat(lab.hub.taken.get(1).event())
                .isEqualTo(new Event.Presence(Availability.OFFLINE, null));
        assertThat(lab.hub.taken.get(1).sender().address()).isEqualTo(BOILER);
    }

    @Test
    void theExampleOfTheDocumentIsAConfiguration() throws Exception {
        String document = Files.readString(SchemaCheck.DOCS.resolve("mqtt-convention.md"));
        Matcher yaml = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(document);
        assertThat(yaml.find()).isTrue();
        Map<String, Map<String, Map<String, Object>>> all = new Yaml().load(yaml.group(1));
        Map<String, Object> mqtt =
                new HashMap<>(
                        all.getOrDefault("networks", Map.of()).getOrDefault("mqtt", Map.of()));
        mqtt.remove("protocol");
        MqttConfig config = MqttConfig.from(new Settings("networks.mqtt", mqtt), "gw1");
        assertThat(config.devices()).hasSize(1);
        assertThat(config.broker()).isEqualTo("tcp://localhost:1883");
    }

    @ParameterizedTest
    @CsvSource({
        "broker, localhost, broker",
        "broker, http://localhost, broker",
        "realm, a/b, realm",
        "client_id, a+b, client_id",
        "ca, /nowhere.pem, ca",
        "pasword, x, did you mean `password`"
    })
    void aWrongSettingIsNamed(String key, String value, String told) {
        Map<String, Object> wrong = new HashMap<>(lab.settings);
        wrong.put(key, value);
        assertThatThrownBy(() -> MqttConfig.from(new Settings("networks.mqtt", wrong), "gw1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("right");
    }

    @ParameterizedTest
    @CsvSource({"plant/+/state, {text}", "$SYS/x, {text}", "plant/#, {text}", "plant/a, {txet}"})
    void aWrongDeviceIsNamed(String topic, String template) {
        Map<String, Object> device = boiler();
        device.put("in", Map.of("topic", topic, "template", template));
        Map<String, Object> wrong = new HashMap<>(lab.settings);
        wrong.put("devices", List.of(device));
        assertThatThrownBy(() -> MqttConfig.from(new Settings("networks.mqtt", wrong), "gw1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("networks.mqtt.devices[0].in");
    }

    @Test
    void aTemplateLeavesOtherBracesAlone() {
        Template template = Template.parse("{\"a\": {x}, \"b\": {}} {/p/q}", Set.of("x", "/"));
        assertThat(template.fill(name -> "<" + name + ">"))
                .isEqualTo("{\"a\": <x>, \"b\": {}} </p/q>");
        assertThat(template.fill(name -> name.equals("x") ? "{x}" : null)).isNull();
    }
}
