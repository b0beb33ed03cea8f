package io.parlance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.hub.RoomPolicy;
import io.parlance.hub.RoomPolicy.Moderation;
import io.parlance.hub.RoomPolicy.Scope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

final class ConfigFileTest {
    private static final String NETWORKS =
            """
            networks:
              xmpp: {host: a}
              mqtt: {broker: b}
            """;
    private static final String WHOLE = "gateway: {id: gw}\n" + NETWORKS;

    @TempDir Path folder;

    private ConfigFile read(String yaml) throws ConfigFault, IOException {
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(file, yaml);
        return ConfigFile.read(file, Map.of("TOKEN", "sésame", "EMPTY", ""));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(NETWORKS, 0, "gateway.id: is missing"),
                fault(
                        "gatway: {id: gw}\n" + NETWORKS,
                        1,
                        "gatway: unknown key; did you mean `gateway`?"),
                fault(
                        "gateway: {idd: gw}\n" + NETWORKS,
                        1,
                        "gateway.id: is missing; `idd` is no key here: did you mean `id`?"),
                fault(
                        "gateway: {id: gw, dat: x}\n" + NETWORKS,
                        1,
                        "gateway.dat: unknown key; did you mean `data`?"),
                fault(WHOLE + "htpp: {port: 1}\n", 5, "did you mean `http`?"),
                fault("gateway:\n  id: Gw!\n" + NETWORKS, 2, "'Gw!' is no id"),
                fault(WHOLE + "http:\n  port: 99999\n", 6, "from 0 to 65535"),
                fault(WHOLE + "http:\n  port: abc\n", 6, "'abc' is no whole number"),
                fault(WHOLE + "http: 8480\n", 5, "http: is no group of keys"),
                fault(WHOLE + "http: {port: [1]}\n", 5, "http.port"),
                fault(WHOLE + "log: {level: loud}\n", 5, "write error, warn, info or debug"),
                fault(WHOLE + "limits:\n  retry: {first: 1}\n", 6, "write for example 500ms"),
                fault(WHOLE + "limits: {retry: {first: 1h, longest: 1m}}\n", 5, "longer than"),
                fault(WHOLE + "retention: {age: 0s}\n", 5, "longer than nothing"),
                fault(WHOLE + "presence: {quiet_room_size: -1}\n", 5, "from 0 to"),
                fault(WHOLE + "links:\n  - rooms: [xmpp:a]\n", 6, "fewer than two rooms"),
                fault(WHOLE + "links: [a, b]\n", 5, "links"),
                fault(WHOLE + "gateway: {id: again}\n", 5, "the first is in line 1"),
                fault(
                        "gateway:\n  id: a\n  id: b\n" + NETWORKS,
                        3,
                        "gateway.id: stands here a second time; the first is in line 2"),
                fault("gateway: {id: gw}\n", 0, "networks: is missing"),
                fault("gateway: {id: gw}\nnetworks: {xmpp: {a: b}}\n", 2, "one network only"),
                fault(
                        "gateway: {id: gw}\nnetworks:\n  X: {a: b}\n  y: {a: b}\n",
                        3,
                        "lower-case letters"),
                fault(WHOLE + "http: {host: '${NOPE}'}\n", 5, "environment variable NOPE is not"),
                fault(WHOLE + "http: {host: '${file:nope}'}\n", 5, "does not exist; make it"),
                fault(WHOLE + "http: {host: '${a b}'}\n", 5, "neither ${VARIABLE} nor ${file:"),
                fault(WHOLE + "http: {host: '${TOKEN'}\n", 5, "without `}`"),
                fault(WHOLE + "http: {host: !!java.net.URL x}\n", 5, "tag is not allowed"),
                fault(WHOLE + "a: &x {b: c}\nd: *x\n", 0, "write the group out"),
                fault("gateway:\n\tid: gw\n", 2, "indent with blanks"),
                fault("gateway: {id: gw\n", 2, "no YAML"),
                fault("gateway: {id: ${X}, data: b}\n", 1, "is quoted: \"${NAME}\""),
                fault("- a\n", 1, "group of keys"),
                fault("? [a, b]\n: c\n", 1, "a key is a single word"),
                fault(WHOLE + "links: [{rooms: [xmpp:a, ]}, ~]\n", 5, "is empty"),
                fault("a: b\n---\nc: d\n", 2, "no YAML"));
    }

    private static Arguments fault(String yaml, int line, String told) {
        return Arguments.of(yaml, line, told);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldWithItsPlaceAndWhatToDo(String yaml, int line, String told) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining(told)
                .hasMessageContaining("parlance.yaml" + (line == 0 ? ": " : ":" + line + ": "));
    }

    @Test
    void scalarsAreTheTextThatStandsThere() throws Exception {
        ConfigFile file =
                read(
                        """
                        gateway: {id: gw}
                        networks:
                          xmpp: {secret: 0123, on: no, version: 1.10, day: 2026-01-01}
                          mqtt: {a: 'null'}
                        """);
        Map<String, Object> values = network(file, "xmpp").values();
        assertThat(values)
                .isEqualTo(
                        Map.of(
                                "secret",
                                "0123",
                                "on",
                                "no",
                                "version",
                                "1.10",
                                "day",
                                "2026-01-01"));
        assertThat(network(file, "mqtt").values()).isEqualTo(Map.of("a", "null"));
    }

    @Test
    void secretsComeFromTheEnvironmentOrFromFiles() throws Exception {
        Files.writeString(folder.resolve("token"), "from file ${TOKEN}\n");
        ConfigFile file =
                read(
                        """
                        gateway: {id: gw}
                        networks:
                          xmpp: {a: "x${TOKEN}y", b: "${file:token}", c: "$${TOKEN}", d: "${EMPTY}"}
                          mqtt: {a: b}
                        """);
        assertThat(network(file, "xmpp").values())
                .isEqualTo(
                        Map.of(
                                "a", "xsésamey",
                                "b", "from file ${TOKEN}",
                                "c", "${TOKEN}",
                                "d", ""));
        assertThat(network(file, "xmpp").toString()).doesNotContain("sésame");
    }

    @Test
    void aKeyWithoutAValueCountsAsAbsentAndIsTold() throws Exception {
        ConfigFile file = read(WHOLE + "http:\n  port:\n  host: ~\n");
        assertThat(file.config().http().port()).isEqualTo(8480);
        assertThat(file.advice())
                .hasSize(2)
                .first()
                .asString()
                .contains("parlance.yaml:6: http.port has no value");
    }

    @Test
    void everythingElseHasADefault() throws Exception {
        GatewayConfig config = read(WHOLE).config();
        assertThat(config.data()).isEqualTo(folder.resolve("data"));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.media().keep()).isEqualTo(Duration.ofDays(30));
        assertThat(config.links()).isEmpty();
        assertThat(network(read(WHOLE), "xmpp").protocol()).isEqualTo("xmpp");
    }

    @Test
    void whatMayBeFetchedInsideIsChecked() throws Exception {
        String media = WHOLE + "media:\n  fetch_private: [upload.lan, 10.0.0.0/8]\n";
        assertThat(read(media).config().media().fetchPrivate())
                .hasToString("[upload.lan, 10.0.0.0/8]");
        assertThatThrownBy(() -> read(WHOLE + "media: {fetch_private: [10.0.0.0/99]}\n"))
                .hasMessageContaining("'10.0.0.0/99' is neither a host nor a range");
    }

    @Test
    void whatRoomsLetPassIsOneOfAFewWords() throws Exception {
        String rooms =
                WHOLE + "rooms: {receipts: direct, typing: none, moderation: off, history: 0}\n";
        assertThat(read(rooms).config().hub().rooms())
                .isEqualTo(new RoomPolicy(Scope.DIRECT, Scope.NONE, Moderation.OFF, 0));
        assertThat(read(WHOLE).config().hub().rooms()).isEqualTo(RoomPolicy.OPEN);
        assertThatThrownBy(() -> read(WHOLE + "rooms: {moderation: on}\n"))
                .hasMessageContaining("'on' is none of mirror, own, off");
        assertThatThrownBy(() -> read(WHOLE + "rooms: {moderaton: own}\n"))
                .hasMessageContaining("did you mean `moderation`");
    }

    @Test
    void aFileThatIsNoTextIsRefusedKindly() throws Exception {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "gateway: {id: gé}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigFile.read(file)).hasMessageContaining("save it as UTF-8");
        assertThatThrownBy(() -> ConfigFile.read(folder)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("does not exist. Copy docs/config/parlance.example.yaml");
    }

    @Test
    void theAdminDoorNeedsNoSecrets() throws Exception {
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(file, WHOLE + "http: {port: 1234}\nmore: ${NOT_SET_ANYWHERE_7}\n");
        AdminDoor door = ConfigFile.door(file);
        assertThat(door.http().port()).isEqualTo(1234);
        assertThat(door.data()).isEqualTo(folder.resolve("data"));
    }

    private static GatewayConfig.Network network(ConfigFile file, String name) {
        return file.config().networks().entrySet().stream()
                .filter(each -> each.getKey().name().equals(name))
                .findAny()
                .orElseThrow()
                .getValue();
    }
}
