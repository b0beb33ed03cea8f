package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Whatever clients write, they are told, it is acknowledged, and the next message gets through.
class HostileClientTest {
    private static final String CMD = "im/v1/lab/room/lobby/cmd/bob";
    private Lab lab;

    record Attack(String name, String topic, Buffer payload, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Attack> attacks() {
        byte[] notUtf8 = {'a', (byte) 0xC3, (byte) 0x28};
        return List.of(
                attack("NUL", CMD, "a\0b", "content_invalid"),
                attack("NUL in JSON", CMD, "{\"text\":\"a\\u0000b\"}", "content_invalid"),
                attack("70 KiB", CMD, "x".repeat(70 * 1024), "too_large"),
                attack("300 KiB", CMD, "x".repeat(300 * 1024), "too_large"),
                attack("70 KiB of emoji", CMD, "😀".repeat(17_920), "too_large"),
                new Attack("no UTF-8", CMD, Buffer.buffer(notUtf8), "content_invalid"),
                attack("deep", CMD, "{\"a\":".repeat(10_000) + "1", "content_invalid"),
                attack("broken", CMD, "{\"text\":\"hello\"", "content_invalid"),
                attack("two values", CMD, "{\"text\":\"a\"}{\"text\":\"b\"}", "content_invalid"),
                attack("a key twice", CMD, "{\"text\":\"a\",\"text\":\"b\"}", "content_invalid"),
                attack("text is no text", CMD, "{\"text\":{\"a\":1}}", "content_invalid"),
                attack("no text", CMD, "{}", "content_invalid"),
                attack("nothing", CMD, "", "content_invalid"),
                attack("half a pair", CMD, "{\"text\":\"\\ud83d\"}", "content_invalid"),
                attack("unknown type", CMD, "{\"type\":\"rm -rf\"}", "unsupported"),
                attack(
                        "huge id",
                        CMD,
                        "{\"text\":\"a\",\"id\":\"" + "i".repeat(5000) + "\"}",
                        "content_invalid"),
                attack(
                        "no url",
                        CMD,
                        "{\"attachments\":[{\"url\":\"file:///etc/passwd\"}]}",
                        "content_invalid"),
                attack("wildcard", room("a%23b"), "hello", "address_invalid"),
                attack("plus", room("a%2Bb"), "hello", "address_invalid"),
                attack("NUL in the id", room("a%00b"), "hello", "address_invalid"),
                attack("$", room("%24SYS"), "hello", "address_invalid"),
                attack("slash", room("a%2Fb"), "hello", "address_invalid"),
                attack("broken escape", room("a%2"), "hello", ""),
                attack(
                        "long id",
                        room("xmpp:%23" + "r".repeat(4000) + "@s"),
                        "hello",
                        "address_invalid"),
                attack("no such network", room("irc:%23a@b"), "hello", "address_invalid"),
                attack("a person as a room", room("xmpp:a@b"), "hello", "address_invalid"),
                attack(
                        "joining a person",
                        "im/v1/lab/user/xmpp:a@b/cmd/bob",
                        "{\"type\":\"join\"}",
                        "content_invalid"),
                attack(
                        "posing as a ghost",
                        "im/v1/lab/room/lobby/cmd/xmpp:alice@xmpp.test",
                        "hello",
                        ""));
    }

    /// What the richer content and the rules of rooms are attacked with.
    private static List<Attack> richer() {
        return List.of(
                attack(
                        "base64 that is none",
                        CMD,
                        "{\"files\":[{\"data\":\"====a\"}]}",
                        "content_invalid"),
                attack(
                        "200 KiB within",
                        CMD,
                        "{\"files\":[{\"data\":\"" + "AAAA".repeat(50 * 1024) + "\"}]}",
                        "too_large"),
                attack(
                        "gigantic id",
                        CMD,
                        "{\"text\":\"a\",\"id\":\"" + "i".repeat(100_000) + "\"}",
                        "content_invalid"),
                attack("files that are none", CMD, "{\"files\":[1]}", "content_invalid"),
                attack(
                        "a thumbnail that runs",
                        CMD,
                        "{\"files\":[{\"url\":\"https://x.test\",\"thumbnail\":\"javascript:x\"}]}",
                        "content_invalid"),
                attack("no place", CMD, "{\"geo\":\"geo:91,0\"}", "content_invalid"),
                attack("no time", CMD, "{\"text\":\"a\",\"expires\":\"soon\"}", "content_invalid"),
                attack(
                        "over",
                        CMD,
                        "{\"text\":\"a\",\"expires\":\"2020-01-02T03:04:05Z\"}",
                        "expired"),
                attack(
                        "mentions of nobody",
                        CMD,
                        "{\"text\":\"a\",\"mentions\":[\"irc:a@b\"]}",
                        "address_invalid"),
                attack(
                        "a thousand mentions",
                        CMD,
                        "{\"text\":\"a\",\"mentions\":[\"a\"" + ",\"a\"".repeat(1000) + "]}",
                        "content_invalid"),
                attack("kick", CMD, "{\"type\":\"kick\",\"member\":\"carol\"}", "forbidden"),
                attack(
                        "making oneself owner",
                        CMD,
                        "{\"type\":\"role\",\"member\":\"bob\",\"role\":\"owner\"}",
                        "forbidden"),
                attack(
                        "taking another's back",
                        CMD,
                        "{\"type\":\"retract\",\"target\":\"carol/1\",\"moderator\":true}",
                        "forbidden"));
    }

    private static List<Attack> all() {
        return Stream.concat(attacks().stream(), richer().stream()).toList();
    }

    private static String room(String level) {
        return "im/v1/lab/room/" + level + "/cmd/bob";
    }

    private static Attack attack(String name, String topic, String payload, String reason) {
        return new Attack(name, topic, Buffer.buffer(payload), reason);
    }

    @BeforeEach
    void connect() throws Exception {
        lab = new Lab().connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        lab.close();
    }

    @Test
    void attacksAreToldAcknowledgedAndHarmless() throws Exception {
        int count = 0;
        for (Attack attack : all()) {
            lab.broker.say(attack.topic(), attack.payload().getBytes(), new MqttProperties(), 1);
            count++;
        }
        lab.broker.say(CMD, "still here");
        int all = count + 1;
        Lab.await(() -> lab.broker.acknowledged.size() == all);
        assertThat(lab.hub.texts()).containsExactly("still here");
        assertThat(lab.broker.publishedTo("im/v1/lab/room/lobby/evt")).hasSize(1);
        List<String> reasons =
                lab.broker.publishedTo("im/v1/lab/reply/bob").stream()
                        .map(json -> Json.parse(json).get("reason").textValue())
                        .toList();
        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(
                        all().stream().map(Attack::reason).filter(one -> !one.isEmpty()).toList());
        for (String json : lab.broker.publishedTo("im/v1/lab/reply/bob")) {
            assertThat(new SchemaCheck().faults("refusal", json)).isEmpty();
            assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
        }
    }
}
