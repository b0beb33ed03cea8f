package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids and topics lead back to each other.
class TopicPropertiesTest {
    private static final MqttTopics TOPICS = MqttTopics.of("lab");
    private static final MqttIds IDS =
            new MqttIds(new MqttAddresses(TestNetworks.MQTT), new TestNetworks());

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars("ab%/+#$:@.é€\0\n 😀25F")
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(id -> id.equals(new String(id.getBytes(UTF_8), UTF_8)));
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    @Property
    void everyIdSurvivesATopic(@ForAll("ids") String id) {
        String level = TopicLevel.encode(id);
        assertThat(level).doesNotContain("/", "+", "#", "$", "\0");
        assertThat(TopicLevel.decode(level)).isEqualTo(id);
        assertThat(TOPICS.parse("im/v1/lab/room/" + level + "/cmd/me"))
                .isEqualTo(new MqttTopics.Meaning.RoomCommand(id, "me"));
    }

    @Property
    void twoIdsNeverShareALevel(@ForAll("ids") String one, @ForAll("ids") String other) {
        assertThat(TopicLevel.encode(one).equals(TopicLevel.encode(other)))
                .isEqualTo(one.equals(other));
    }

    @Property
    void everyForeignAddressSurvivesItsId(@ForAll("ids") String local) {
        String clean = local.replaceAll("[\\p{Cntrl}#@]", "x");
        Address person = Address.person(TestNetworks.XMPP, clean + "@xmpp.test");
        Address room = Address.room(TestNetworks.XMPP, clean + "@rooms.xmpp.test");
        assertThat(IDS.person(IDS.id(person))).isEqualTo(person);
        assertThat(IDS.room(IDS.id(room))).isEqualTo(room);
    }

    @Test
    void theGatewaysOwnNameIsItsBot() {
        assertThat(IDS.id(GatewayBot.ADDRESS)).isEqualTo("parlance");
        assertThat(IDS.person("parlance")).isEqualTo(GatewayBot.ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%C3", "%FF"})
    void aBrokenEscapeIsRefused(String level) {
        assertThatThrownBy(() -> TopicLevel.decode(level)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "im/v1/other/room/a/cmd/b",
                "im/v1/lab/room/a/cmd",
                "im/v1/lab/room/a/cmd/b/c",
                "im/v1/lab/thing/a/cmd/b",
                "im/v1/lab/",
                "x"
            })
    void aForeignTopicMeansNothing(String topic) {
        assertThatThrownBy(() -> TOPICS.parse(topic)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a+b", "a#b", "a/b", "$SYS", "a%20b", "x:y", "a\0b", "a\nb"})
    void aNameThatNoTopicCanHoldIsRefused(String name) {
        MqttAddresses addresses = new MqttAddresses(TestNetworks.MQTT);
        assertThatThrownBy(() -> addresses.person(name)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> addresses.room(name)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#lobby", "room/lobby", "mqtt:room/lobby", "mqtt:#lobby"})
    void aRoomHasManySpellings(String spelling) {
        assertThat(new MqttAddresses(TestNetworks.MQTT).parse(spelling)).isEqualTo(Lab.LOBBY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "user/bob", "mqtt:user/bob", " bob "})
    void aPersonHasManySpellings(String spelling) {
        assertThat(new MqttAddresses(TestNetworks.MQTT).parse(spelling)).isEqualTo(Lab.BOB);
    }

    @Test
    void theUriLeadsBack() {
        MqttAddresses addresses = new MqttAddresses(TestNetworks.MQTT);
        Address odd = addresses.person("bob b. é");
        assertThat(addresses.parse(addresses.uri(odd).toString())).isEqualTo(odd);
        assertThat(addresses.uri(Lab.LOBBY)).hasToString("mqtt:room/lobby");
    }

    @Test
    void repliesGoNowhereButToTheSender() {
        assertThat(TOPICS.mayReply("im/v1/lab/reply/bob", "bob")).isTrue();
        assertThat(TOPICS.mayReply("im/v1/lab/reply/bob/7", "bob")).isTrue();
        assertThat(TOPICS.mayReply("im/v1/lab/reply/bobby", "bob")).isFalse();
        assertThat(TOPICS.mayReply("im/v1/lab/room/lobby/evt", "bob")).isFalse();
        assertThat(TOPICS.mayReply("im/v1/lab/reply/bob/#", "bob")).isFalse();
    }
}
