package io.parlance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

final class CommandsTest {
    @TempDir Path folder;
    private FakeAdminServer server;
    private Path config;
    private String out = "";
    private String err = "";

    @BeforeEach
    void serve() throws IOException {
        server = new FakeAdminServer();
        config = folder.resolve("parlance.yaml");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/admin.token"), FakeAdminServer.TOKEN + "\n");
        Files.writeString(config, "gateway: {id: gw}\nhttp: {port: " + server.port() + "}\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int run(String... args) {
        StringWriter shown = new StringWriter();
        StringWriter told = new StringWriter();
        CommandLine line = Parlance.commandLine(new Paint(false));
        line.setOut(new PrintWriter(shown, true)).setErr(new PrintWriter(told, true));
        int code = line.execute(args);
        out = shown.toString();
        err = told.toString();
        return code;
    }

    private int onNode(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--config";
        all[args.length + 1] = config.toString();
        return run(all);
    }

    @Test
    void linkAsksForALinkAndShowsIt() {
        server.answers(
                "POST /links",
                200,
                "{\"id\":\"ab12\",\"rooms\":[\"matrix:#a:b\",\"xmpp:a@b\"],\"since\":\"2026-01-01T00:00:00Z\"}");
        assertThat(onNode("link", "xmpp:a@b", "matrix:#a:b")).isZero();
        assertThat(server.asked)
                .containsExactly("POST /links {\"rooms\":[\"xmpp:a@b\",\"matrix:#a:b\"]}");
        assertThat(out).isEqualTo("linked (ab12)\n  matrix:#a:b\n  xmpp:a@b\n");
    }

    @Test
    void aRefusalIsToldInTheGatewaysWords() {
        server.answers(
                "POST /links",
                409,
                "{\"status\":409,\"title\":\"Refused\",\"detail\":\"xmpp:a is linked already;"
                        + " unlink it first.\"}");
        assertThat(onNode("link", "xmpp:a", "mqtt:b")).isEqualTo(ExitCode.NO);
        assertThat(err).isEqualTo("parlance: xmpp:a is linked already; unlink it first.\n");
    }

    @Test
    void unlinkEscapesTheRoom() {
        server.answers(
                "DELETE /links?room=matrix%3A%23a%20b%26c%3Ad",
                200, "{\"id\":\"x\",\"rooms\":[],\"since\":\"2026-01-01T00:00:00Z\"}");
        assertThat(onNode("unlink", "matrix:#a b&c:d")).isZero();
        assertThat(out).startsWith("unlinked (x)");
    }

    @Test
    void jsonIsPassedOnAsItCame() {
        server.answers("GET /rooms", 200, "[{\"new\":\"key\"}]");
        assertThat(onNode("rooms", "--json")).isZero();
        assertThat(out).isEqualTo("[{\"new\":\"key\"}]\n");
    }

    @Test
    void roomsAreATableAndStrangersCannotSteerTheTerminal() {
        server.answers(
                "GET /rooms",
                200,
                "[{\"room\":\"xmpp:a\",\"link\":\"l1\",\"topic\":\"x\\u001b[2Jy\\u202e\",\"shownOn\":[],\"occupants\":[{\"address\":\"xmpp:bob\",\"name\":\"B\\n"
                    + "ob\"}]}]");
        assertThat(onNode("rooms", "--people")).isZero();
        assertThat(out)
                .isEqualTo(
                        """
                        LINK  ROOM    PEOPLE  SUBJECT
                        l1    xmpp:a  1       x·[2Jy·
                                B⏎ob          xmpp:bob
                        """);
    }

    @Test
    void whatRoomsLoseIsATable() {
        server.answers(
                "GET /rooms/loss?room=xmpp%3Aa&room=mail%3Ab",
                200,
                "[{\"rooms\":[\"mail:b\",\"xmpp:a\"],\"features\":[{\"name\":\"edits\",\"there\":{\"mail:b\":\"as"
                    + " text\",\"xmpp:a\":\"kept\"},\"hint\":\"the new text comes again\"},"
                    + "{\"name\":\"files\",\"there\":{\"mail:b\":\"kept\",\"xmpp:a\":\"kept\"},"
                    + "\"hint\":\"\"}]}]");
        assertThat(onNode("rooms", "--loss", "xmpp:a", "mail:b")).isZero();
        assertThat(out)
                .isEqualTo(
                        """
                        mail:b  =  xmpp:a
                        WHAT   mail     xmpp  WHAT IS SEEN INSTEAD
                        edits  as text  kept  the new text comes again
                        Kept everywhere: files.

                        """);
    }

    @Test
    void traceShowsEveryStepOrSaysThatThereIsNone() {
        server.answers(
                "GET /trace/%24ev%2F1",
                200,
                "{\"id\":\"$ev/1\",\"steps\":[{\"envelope\":\"e\",\"at\":\"2026-01-01T00:00:00Z\","
                    + "\"step\":\"accepted\",\"network\":\"matrix\",\"detail\":\"\"},{\"envelope\":\"e\","
                    + "\"at\":\"2026-01-01T00:00:00.012Z\",\"step\":\"delivered\",\"network\":\"xmpp\",\"detail\":\"id"
                    + " 1\"}]}");
        assertThat(onNode("trace", "$ev/1")).isZero();
        assertThat(out).contains("+12 ms  delivered  xmpp     id 1");
        server.answers("GET /trace/none", 200, "{\"id\":\"none\",\"steps\":[]}");
        assertThat(onNode("trace", "none")).isEqualTo(ExitCode.NO);
        assertThat(err).contains("No message has the id none");
    }

    @Test
    void theOutboxListsAndReplays() {
        server.answers(
                "GET /dead-letters?limit=5",
                200,
                "[{\"id\":7,\"envelope\":\"e\",\"kind\":\"message\",\"from\":\"xmpp:a\",\"network\":\"mail\","
                    + "\"to\":\"mail:b@c\",\"attempts\":3,\"at\":\"2026-01-01T00:00:00Z\","
                    + "\"reason\":\"too-large\",\"failure\":\"f\"}]");
        assertThat(onNode("outbox", "--dead", "-n", "5")).isZero();
        assertThat(out).contains("7       message", "too-large", "parlance outbox replay NUMBER");
        server.answers("POST /dead-letters/7/replay", 200, "{\"done\":true}");
        assertThat(onNode("outbox", "replay", "7")).isZero();
        server.answers("GET /outbox?limit=100", 200, "[]");
        assertThat(onNode("outbox")).isZero();
        assertThat(out).isEqualTo("Nothing waits.\n");
    }

    @Test
    void statusGivesTheAdviceOfEachLink() {
        server.answers(
                "GET /status",
                200,
                "{\"gateway\":\"gw\",\"version\":\"1\",\"since\":\"2026-01-01T00:00:00Z\",\"data\":\"/d\",\"ready\":false,\"reasons\":[\"The"
                    + " disk is"
                    + " full.\"],\"networks\":[{\"name\":\"xmpp\",\"protocol\":\"xmpp\",\"state\":\"bad-credentials\",\"advice\":\"Compare"
                    + " `secret`.\","
                    + "\"fingerprint\":\"\",\"accepted\":1,\"delivered\":2,\"deferred\":0,\"refused\":0,"
                    + "\"pending\":0}]}");
        assertThat(onNode("status")).isEqualTo(ExitCode.NO);
        assertThat(out)
                .contains("not ready", "The disk is full.", "bad-credentials", "Compare `secret`.");
    }

    @Test
    void identitiesAreLinkedAndUnlinked() {
        server.answers(
                "POST /identities", 200, "{\"id\":\"p\",\"addresses\":[\"xmpp:a\",\"mqtt:b\"]}");
        assertThat(onNode("identities", "link", "xmpp:a", "mqtt:b")).isZero();
        assertThat(out).isEqualTo("one person: xmpp:a  mqtt:b\n");
        server.answers("DELETE /identities?address=xmpp%3Aa", 200, "{\"done\":true}");
        assertThat(onNode("identities", "unlink", "xmpp:a")).isZero();
        server.answers("GET /identities", 200, "[]");
        assertThat(onNode("identities")).isZero();
        assertThat(out).contains("parlance identities link A B");
    }

    @Test
    void watchPrintsWhatCrossesAndSaysWhenItEnds() {
        server.answers(
                "GET /events",
                200,
                """

                {"what":"delivered","at":"2026-01-01T00:00:00Z","envelope":"e","kind":"message",\
                "from":"xmpp:a","name":"Alice","origin":"xmpp","network":"mqtt",\
                "conversation":"mqtt:b","text":"hi\\u0007","why":"","millis":3.25}
                {"what":"accepted","at":"2026-01-01T00:00:00Z","kind":"typing"}
                """);
        assertThat(onNode("watch")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(out).contains("xmpp   → mqtt", "3.3 ms", "Alice: hi·");
        assertThat(out.lines()).hasSize(1);
    }

    @Test
    void aGatewayThatIsNotThereIsToldWithTheWayToStartIt() {
        server.close();
        assertThat(onNode("rooms")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err)
                .contains("Cannot reach the gateway at http://127.0.0.1:")
                .contains("Is it running? Start it with: parlance run --config " + config);
    }

    @Test
    void aWrongTokenAMissingTokenAndAStrangerAreTold() throws IOException {
        assertThat(onNode("rooms")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err).contains("answered 404 and not as a gateway would");
        Files.writeString(folder.resolve("data/admin.token"), "wrong");
        assertThat(onNode("rooms")).isEqualTo(ExitCode.NO_TOKEN);
        assertThat(err).contains("--token-file").doesNotContain("wrong");
        Files.delete(folder.resolve("data/admin.token"));
        assertThat(onNode("rooms")).isEqualTo(ExitCode.NO_TOKEN);
        assertThat(err).contains("The gateway makes it at its first start");
        assertThat(run("rooms", "--config", folder.resolve("none.yaml").toString()))
                .isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void aWrongConfigurationIsTheExitCodeOfItsOwn() {
        assertThat(run("check", config.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("networks: is missing");
        assertThat(run("run", "-c", config.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run("registration", "-c", config.toString())).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void aDataFolderFromAnEnvironmentThatIsNotSetIsTold() throws Exception {
        Path file = folder.resolve("elsewhere.yaml");
        Files.writeString(
                file,
                "gateway: {id: gw, data: \"${PARLANCE_TEST_UNSET}/data\"}\nhttp: {port: 0}\n");
        assertThat(run("rooms", "-c", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("${PARLANCE_TEST_UNSET}/data", "--token-file");
    }

    @Test
    void nonsenseIsUsage() {
        assertThat(run("lnik")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("link");
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("link", "one")).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "registration",
                "status",
                "link",
                "unlink",
                "rooms",
                "identities",
                "trace",
                "outbox",
                "watch"
            })
    void everyCommandTeachesByExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out).contains("Examples:", "parlance " + command);
    }
}
