package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.admin.Json;
import io.parlance.admin.LinkView;
import io.parlance.admin.LossView;
import io.parlance.admin.Problem;
import io.parlance.admin.RoomView;
import io.parlance.admin.Status;
import io.parlance.admin.TraceView;
import io.parlance.config.ConfigFile;
import io.parlance.gateway.TalkingProvider.Talking;
import io.parlance.model.Attachment;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A whole gateway, its web server asked over HTTP; only the networks are played.
final class GatewayTest {
    @TempDir static Path folder;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TalkingProvider NETWORKS = new TalkingProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(
                file,
                """
                gateway: {id: gw}
                http: {port: 0}
                networks:
                  left: {protocol: talking, secret: s1}
                  right: {protocol: talking, secret: s2}
                limits: {lane_window: 2}
                links:
                  - rooms: ["left:#lobby", "right:#hall"]
                """);
        gateway = Gateway.start(ConfigFile.read(file), List.of(NETWORKS));
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.stop()).isTrue();
        assertThat(network("left").stopped).isTrue();
        HTTP.close();
    }

    private static Talking network(String name) {
        Talking network = NETWORKS.made.get(name);
        if (network == null) {
            throw new AssertionError("There is no network " + name);
        }
        return network;
    }

    private static String token() throws Exception {
        return Files.readString(folder.resolve("data/admin.token")).strip();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token()));
    }

    private static HttpResponse<String> call(String method, String path, String body)
            throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token())
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Acceptance said(String network, String room, String text) throws Exception {
        return network(network)
                .say(room, "alice", text)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void aMessageCrossesALinkOfTheConfigurationAndCanBeTraced() throws Exception {
        assertThat(said("left", "lobby", "hello")).isInstanceOf(Acceptance.Accepted.class);
        await().untilAsserted(() -> assertThat(network("right").texts()).contains("hello"));
        await().untilAsserted(
                        () -> {
                            String path = "/api/v1/trace/" + encoded("alice/hello");
                            TraceView trace = Json.read(get(path).body(), TraceView.class);
                            assertThat(trace.id()).isEqualTo("alice/hello");
                            assertThat(trace.steps())
                                    .extracting(TraceView.StepView::step)
                                    .contains("accepted", "delivered");
                        });
    }

    @Test
    void whatCrossesIsToldLive() throws Exception {
        HttpRequest live =
                request("/api/v1/events").header("Authorization", "Bearer " + token()).build();
        var response = HTTP.send(live, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEmpty();
            said("left", "lobby", "live\u001b[31m");
            assertThat(lines.readLine())
                    .contains("\"what\":\"accepted\"", "\"from\":\"left:alice\"", "live");
            assertThat(lines.readLine())
                    .contains("\"what\":\"delivered\"", "\"network\":\"right\"", "right:hall");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "links",
                "rooms",
                "identities",
                "trace/x",
                "outbox",
                "events",
                "x"
            })
    void theAdminApiNeedsTheToken(String path) throws Exception {
        for (String wrong : List.of("Bearer", "Bearer x", "Basic " + token(), token() + "x")) {
            HttpResponse<String> refused =
                    send(request("/api/v1/" + path).header("Authorization", wrong));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(refused.body()).contains("admin.token").doesNotContain(token());
        }
        assertThat(send(request("/api/v1/" + path)).statusCode()).isEqualTo(401);
    }

    @Test
    void theTokenIsForTheOwnerOnly() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("data/admin.token"))))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void healthAndReadinessNeedNone() throws Exception {
        assertThat(send(request("/health")).statusCode()).isEqualTo(200);
        HttpResponse<String> ready = send(request("/ready"));
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"ready\":true,\"reasons\":[],\"links\":{\"left\":\"up\",\"right\":\"up\"}}");
    }

    @Test
    void prometheusSeesEveryNetwork() throws Exception {
        said("left", "lobby", "counted");
        await().untilAsserted(
                        () ->
                                assertThat(send(request("/metrics")).body())
                                        .contains("parlance_link{network=\"left\",state=\"up\"} 1")
                                        .containsPattern(
                                                "parlance_accepted_total\\{network=\"left\"} [1-9]")
                                        .containsPattern(
                                                "parlance_delivered_total\\{network=\"right\"}"
                                                        + " [1-9]")
                                        .contains("parlance_outbox{network=\"right\"}")
                                        .contains("parlance_lanes{network=\"right\"}")
                                        .contains("parlance_accept_seconds_count{network=\"left\"}")
                                        .contains("jvm_memory_used_bytes"));
    }

    @Test
    void whatWaitsIsWhatTheJournalHoldsNotWhatIsInMemory() throws Exception {
        Talking right = network("right");
        right.context.hub().linkChanged(right.context.network(), new LinkState.Down("away"));
        try {
            for (int i = 0; i < 7; i++) {
                said("left", "lobby", "waits " + i);
            }
            await().untilAsserted(
                            () -> {
                                assertThat(send(request("/metrics")).body())
                                        .containsPattern("parlance_outbox\\{network=\"right\"} 7")
                                        .containsPattern(
                                                "parlance_outbox_memory\\{network=\"right\"} 2");
                                assertThat(get("/api/v1/status").body()).contains("\"pending\":7");
                            });
        } finally {
            right.context.hub().linkChanged(right.context.network(), new LinkState.Up());
        }
        await().untilAsserted(
                        () ->
                                assertThat(send(request("/metrics")).body())
                                        .containsPattern("parlance_outbox\\{network=\"right\"} 0"));
    }

    @Test
    void theStatusNamesNetworksAndHidesTheirSecrets() throws Exception {
        String body = get("/api/v1/status").body();
        Status status = Json.read(body, Status.class);
        assertThat(status.gateway()).isEqualTo("gw");
        assertThat(status.ready()).isTrue();
        assertThat(status.networks()).extracting("name").containsExactly("left", "right");
        assertThat(status.networks()).extracting("state").containsOnly("up");
        assertThat(body).doesNotContain("s1").doesNotContain(token());
    }

    @Test
    void roomsAreLinkedOnceAndUnlinked() throws Exception {
        String rooms = "{\"rooms\": [\"left:#one\", \"right:two\"]}";
        LinkView link = Json.read(call("POST", "/api/v1/links", rooms).body(), LinkView.class);
        // `right:two` could only mean a room.
        assertThat(link.rooms()).containsExactly("left:one", "right:two");
        HttpResponse<String> again = call("POST", "/api/v1/links", rooms);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.read(again.body(), Problem.class).detail()).contains("nlink it first");
        assertThat(Json.readList(get("/api/v1/rooms").body(), RoomView.class))
                .extracting(RoomView::room)
                .contains("left:one", "right:two", "left:lobby");
        String path = "/api/v1/links?room=" + encoded("left:#one");
        assertThat(call("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void identitiesAreLinkedAndUnlinked() throws Exception {
        String two = "{\"addresses\": [\"left:ann\", \"right:anna\"]}";
        assertThat(call("POST", "/api/v1/identities", two).body()).contains("right:anna");
        assertThat(get("/api/v1/identities").body()).contains("left:ann");
        String path = "/api/v1/identities?address=" + encoded("left:ann");
        assertThat(call("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", path, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"rooms\": \"a\"}",
                "{\"rooms\": [1, 2]}",
                "{\"rooms\": [\"left:#a\"]}",
                "{\"rooms\": [\"left:#a\", \"nowhere:#b\"]}",
                "{\"rooms\": [\"a\", \"b\"]}",
                "{\"rooms\": [\"left:\", \"right:\"]}"
            })
    void nonsenseIsRefusedWithAdvice(String body) throws Exception {
        HttpResponse<String> refused = call("POST", "/api/v1/links", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Json.read(refused.body(), Problem.class).detail()).isNotBlank();
    }

    @Test
    void tooMuchIsRefused() throws Exception {
        String body = "{\"rooms\": [\"" + "x".repeat(100_000) + "\"]}";
        assertThat(call("POST", "/api/v1/links", body).statusCode()).isEqualTo(413);
    }

    @Test
    void whatRoomsWouldLoseIsForetold() throws Exception {
        String answer = get("/api/v1/rooms/loss?room=left:%23a7&room=right:%23b7").body();
        LossView view = Json.readList(answer, LossView.class).getFirst();
        assertThat(view.rooms()).containsExactly("left:a7", "right:b7");
        assertThat(view.features()).extracting(LossView.Feature::name).contains("edits", "files");
        assertThat(get("/api/v1/rooms/loss?room=left:%23a7").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/rooms/loss?room=nowhere:x").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() throws Exception {
        assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/api/v1/dead-letters/99999/replay", "").statusCode())
                .isEqualTo(404);
        assertThat(call("POST", "/api/v1/dead-letters/x/replay", "").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/outbox?limit=x").body()).isEqualTo("[]");
        assertThat(get("/api/v1/dead-letters").body()).isEqualTo("[]");
    }

    @Test
    void theOpenApiDocumentNamesEveryPath() throws Exception {
        Map<?, ?> document = Json.read(get("/api/v1/openapi.json").body(), Map.class);
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        assertThat(String.valueOf(document.get("paths")))
                .contains("/api/v1/status", "/api/v1/events", "/api/v1/dead-letters/{id}/replay");
    }

    @Test
    void aFileIsServedAsAnAttachmentByItsSignedLinkOnly() throws Exception {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        Attachment kept =
                network("left")
                        .context
                        .media()
                        .keep("a\"b.html", "text/html", new ByteArrayInputStream(page));
        String path = kept.location().getRawPath();
        HttpResponse<String> answer = send(request(path));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename*=UTF-8''a%22b.html");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        assertThat(send(request(path.replaceFirst("[0-9a-f]{4}", "0000"))).statusCode())
                .isEqualTo(404);
        assertThat(send(request("/media/..%2f..%2fadmin.token/x")).statusCode()).isEqualTo(404);
    }

    @Test
    void aPictureIsShownAndMayBeAskedForInParts() throws Exception {
        byte[] picture = "GIF89a123456789".getBytes(StandardCharsets.UTF_8);
        Attachment kept =
                network("left")
                        .context
                        .media()
                        .keep("a.gif", "", new ByteArrayInputStream(picture));
        String path = kept.location().getRawPath();
        HttpResponse<String> part = send(request(path).header("Range", "bytes=6-8"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("123");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 6-8/15");
        assertThat(part.headers().firstValue("Content-Type")).hasValue("image/gif");
        assertThat(part.headers().firstValue("Content-Disposition"))
                .hasValue("inline; filename*=UTF-8''a.gif");
        assertThat(send(request(path).header("Range", "bytes=99-")).statusCode()).isEqualTo(416);
        assertThat(
                        send(request(path).header("Range", "bytes=1-2").header("If-Range", "\"x\""))
                                .body())
                .isEqualTo("GIF89a123456789");
        HttpResponse<String> head = send(request(path).HEAD());
        assertThat(head.headers().firstValue("Content-Length")).hasValue("15");
        assertThat(head.body()).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
