package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.MailProbe;
import io.parlance.conformance.probe.MatrixProbe;
import io.parlance.conformance.probe.MqttProbe;
import io.parlance.conformance.probe.Seen;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Input that a gateway must not take: its writer is told where there is one, and what is said next
/// crosses as ever.
@ExtendWith(InWorkshop.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputPlay {
    private static final ObjectMapper JSON = new ObjectMapper();

    private @Nullable House opened;
    private @Nullable LabEnv lab;

    @BeforeAll
    void open(Workshop workshop) throws Exception {
        lab = workshop.env();
        opened = House.open(workshop);
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private House house() {
        return Objects.requireNonNull(opened);
    }

    private LabEnv env() {
        return Objects.requireNonNull(lab);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"xmpp, mqtt", "mqtt, xmpp", "mail, xmpp"})
    void aMessageOf70KibibytesIsRefusedToItsWriter(String from, String to) throws Exception {
        String large = "seventy kibibytes ".repeat(4000);
        house().tell(from, to, large);
        house().awaitError(from, "at most 65,536 can cross");
        house().crosses(from, to);
        assertThat(house().person(to).sightings().all(seen -> seen.text().length() > 60_000))
                .isEmpty();
    }

    @Test
    void notWellFormedJsonOnMqttIsToldToItsWriter() throws Exception {
        MqttProbe keeper = (MqttProbe) house().person("mqtt");
        String ghost = house().ghost("xmpp", "mqtt");
        keeper.publish("user/" + ghost + "/cmd/" + keeper.address(), "{\"text\": ", 1, false);
        house().awaitError("mqtt", "JSON");
        house().crosses("mqtt", "xmpp");
    }

    @Test
    void notWellFormedJsonOfAHomeserverIsRefused() throws Exception {
        HttpResponse<String> answer = push("{\"events\": [");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("M_NOT_JSON");
        // What is JSON but no event is passed over: refused, it would come again for ever.
        assertThat(push("{\"events\": [null, 7, {\"type\": 1}]}").statusCode()).isEqualTo(200);
        house().crosses("matrix", "xmpp");
    }

    private HttpResponse<String> push(String body) throws Exception {
        String url =
                "http://127.0.0.1:%s/_matrix/app/v1/transactions/%s"
                        .formatted(env().get("MATRIX_AS_PORT"), encoded(House.text("bad")));
        return put(url, env().get("MATRIX_HS_TOKEN"), body);
    }

    private static HttpResponse<String> put(String url, String token, String body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(House.PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void anUnknownMatrixEventArrivesAsReadableText() throws Exception {
        house().crosses("matrix", "xmpp");
        MatrixProbe juliet = (MatrixProbe) house().person("matrix");
        String room = Objects.requireNonNull(juliet.directRoom(house().ghost("xmpp", "matrix")));
        ObjectNode content = JSON.createObjectNode().put("body", House.text("a dance"));
        juliet.send(room, "org.example.dance", content);
        house().awaitSeen("xmpp", "[org.example.dance] " + content.get("body").asText());
        ObjectNode mute = JSON.createObjectNode().put("steps", 7);
        juliet.send(room, "org.example.dance", mute);
        house().awaitSeen("xmpp", "[org.example.dance: to be seen in Matrix only]");
        house().crosses("matrix", "xmpp");
    }

    @Test
    void aMailThatWasHereBeforeIsNotTakenAgain() throws Exception {
        MailProbe friar = (MailProbe) house().person("mail");
        String text = House.text("round and round");
        MimeMessage mail = new MimeMessage(friar.session());
        mail.setFrom(new InternetAddress(friar.address()));
        mail.setRecipient(
                Message.RecipientType.TO, new InternetAddress(house().ghost("xmpp", "mail")));
        mail.setHeader("X-Parlance-Hop", "house;xmpp");
        mail.setSubject("loop");
        mail.setText(text, "UTF-8");
        friar.submit(mail);
        house().crosses("mail", "xmpp");
        assertThat(house().person("xmpp").sightings().all(seen -> seen.text().contains(text)))
                .isEmpty();
    }

    @Test
    void whatAGhostOfOursSaysOnMatrixIsNotTaken() throws Exception {
        house().crosses("matrix", "xmpp");
        String ghost = house().ghost("xmpp", "matrix");
        MatrixProbe juliet = (MatrixProbe) house().person("matrix");
        String text = House.text("said in a ghost's name");
        String path =
                "/_matrix/client/v3/rooms/%s/send/m.room.message/%s?user_id=%s"
                        .formatted(
                                encoded(Objects.requireNonNull(juliet.directRoom(ghost))),
                                encoded(text),
                                encoded(ghost));
        String event =
                JSON.createObjectNode().put("msgtype", "m.text").put("body", text).toString();
        assertThat(put(env().get("MATRIX_URL") + path, env().get("MATRIX_AS_TOKEN"), event))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(200);
        house().awaitSeen("matrix", text);
        // Juliet is the only one who can have said it to Romeo, and she has not.
        house().crosses("matrix", "xmpp");
        assertThat(house().person("xmpp").sightings().all(seen -> seen.says(text))).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void whatAGhostOfOursSaysOnMqttIsNotTaken() throws Exception {
        // Whoever has the gateway's own password can speak as a ghost: as in a gateway's twin.
        String text = House.text("said by a ghost");
        MqttProbe parlance = gatewayAccount();
        String romeo = house().ghost("xmpp", "mqtt");
        String json = JSON.createObjectNode().put("text", text).toString();
        try (parlance) {
            parlance.publish(
                    "user/" + house().ghost("matrix", "mqtt") + "/cmd/" + romeo, json, 1, false);
        }
        house().crosses("mqtt", "matrix");
        house().crosses("xmpp", "matrix");
        assertThat(house().person("matrix").sightings().all(seen -> seen.says(text))).isEmpty();
    }

    private MqttProbe gatewayAccount() throws Exception {
        String account = env().get("MQTT_GATEWAY_USER") + ":" + env().get("MQTT_GATEWAY_PASSWORD");
        return new MqttProbe(
                new LabEnv(
                        Map.of(
                                "MQTT_USERS", account,
                                "MQTT_HOST", env().get("MQTT_HOST"),
                                "MQTT_PORT", env().get("MQTT_PORT"),
                                "MQTT_REALM", env().get("MQTT_REALM"))),
                env().get("MQTT_GATEWAY_USER"));
    }

    @Test
    void aRoomIsLinkedOnceOnly() throws Exception {
        link("mqtt:#fair", "mail:fair@gw.test");
        for (List<String> again :
                List.of(
                        List.of("mqtt:#fair", "mail:fair@gw.test"),
                        List.of("mqtt:#fair", "mail:other@gw.test"))) {
            assertThatThrownBy(() -> link(again.getFirst(), again.getLast()))
                    .hasMessageContaining("already linked")
                    .hasMessageContaining("Unlink it first");
        }
        MqttProbe keeper = (MqttProbe) house().person("mqtt");
        keeper.enter("fair");
        String text = House.text("once only");
        house().person("mail").say("fair@gw.test", text);
        Seen seen = house().awaitSeen("mqtt", text);
        assertThat(seen.room()).isEqualTo("fair");
    }

    private void link(String one, String other) throws Exception {
        ObjectNode rooms = JSON.createObjectNode();
        rooms.putArray("rooms").add(one).add(other);
        house().gateway().call("POST", "/api/v1/links", rooms.toString());
    }
}
