package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.config.ConfigFile;
import io.parlance.gateway.TalkingProvider.Talking;
import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The bot in a whole gateway; only the networks are played.
final class BotTest {
    @TempDir static Path folder;
    private static final TalkingProvider NETWORKS = new TalkingProvider();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = Gateway.start(ConfigFile.read(config("[\"left:root\"]")), List.of(NETWORKS));
    }

    private static Path config(String operators) throws Exception {
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(
                file,
                """
                gateway: {id: gw}
                http: {port: 0}
                commands: {operators: %s, prefix: "!p"}
                networks:
                  left: {protocol: talking, secret: s1}
                  right: {protocol: talking, secret: s2}
                """
                        .formatted(operators));
        return file;
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.stop()).isTrue();
    }

    private static Talking network(String name) {
        Talking network = NETWORKS.made.get(name);
        if (network == null) {
            throw new AssertionError("There is no network " + name);
        }
        return network;
    }

    private static Acceptance ask(String network, String who, Event event) throws Exception {
        Talking talking = network(network);
        Address sender = Address.person(talking.context.network(), who);
        return talking.context
                .hub()
                .accept(
                        Envelope.of(
                                Participant.of(sender),
                                new Conversation.Direct(GatewayBot.ADDRESS),
                                new NativeId(talking.context.network(), who + event),
                                Instant.now(),
                                event))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Delivery heard(String network, String words) {
        Talking talking = network(network);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(talking.texts())
                                        .anySatisfy(it -> assertThat(it).contains(words)));
        return talking.heard.stream()
                .filter(
                        it ->
                                it.envelope().event() instanceof Event.Message said
                                        && said.body().text().contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoWritesToTheBotIsAnsweredByIt() throws Exception {
        assertThat(ask("left", "ann", Event.Message.of("whoami")))
                .isInstanceOf(Acceptance.Accepted.class);
        Delivery answer = heard("left", "You are left:ann.");
        assertThat(answer.envelope().sender()).isEqualTo(GatewayBot.PARTICIPANT);
        assertThat(answer.target())
                .isEqualTo(
                        new Conversation.Direct(
                                Address.person(network("left").context.network(), "ann")));
        assertThat(answer.envelope().event())
                .isInstanceOfSatisfying(
                        Event.Message.class,
                        it -> assertThat(it.style()).isEqualTo(Event.Style.NOTICE));
    }

    @Test
    void aRoomThatIsLinkedWithNothingIsHeardAndStaysUnknownToTheBot() throws Exception {
        Talking left = network("left");
        assertThat(left.say("inn", "ann", "just talk").toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(new Acceptance.Dropped("not-linked"));
        left.say("inn", "ann", "!p who");
        Delivery answer = heard("left", "left:inn is linked with no other room");
        Assertions.assertThat(answer.target())
                .isEqualTo(new Conversation.Room(Address.room(left.context.network(), "inn")));
        assertThat(left.say("inn", "ann", "more talk").toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(new Acceptance.Dropped("not-linked"));
        assertThat(left.context.rooms().occupants(Address.room(left.context.network(), "inn")))
                .noneMatch(it -> GatewayBot.is(it.address()));
    }

    @Test
    void anotherBotsNoticeIsNotAnswered() throws Exception {
        Event notice = new Event.Message(Body.of("whoami"), Event.Style.NOTICE, null);
        ask("left", "robot", notice);
        ask("left", "zoe", Event.Message.of("whoami"));
        heard("left", "You are left:zoe.");
        assertThat(network("left").texts()).noneMatch(it -> it.contains("left:robot"));
    }

    @Test
    void whomNobodyVouchesForIsNotObeyed() throws Exception {
        Talking left = network("left");
        Address root = Address.person(left.context.network(), "root");
        left.context
                .hub()
                .accept(
                        Envelope.of(
                                Participant.unverified(root, "Root"),
                                new Conversation.Direct(GatewayBot.ADDRESS),
                                null,
                                Instant.now(),
                                Event.Message.of("link left:#a right:#b")));
        heard("left", "does not vouch for your address");
        assertThat(left.context.rooms().linkedOn(left.context.network()))
                .doesNotContain(Address.room(left.context.network(), "a"));
    }

    @Test
    void theLinkOfAnOperatorIsMadeAndReadInBothRooms() throws Exception {
        ask("left", "root", Event.Message.of("link left:#cave right:#hole"));
        heard("left", "Linked: left:cave, right:hole");
        network("left").say("cave", "joe", "!p who");
        heard("right", "left:cave is linked with right:hole");
        heard("right", "!p who");
        ask("left", "root", Event.Message.of("unlink left:#cave"));
        heard("left", "left:cave is no longer linked with right:hole");
    }

    @Test
    void theBotsNetworkIsNotListed() {
        assertThat(network("left").context.networks().ids()).hasSize(2);
    }

    @Test
    void anOperatorWhoIsNobodyIsAFaultOfTheConfiguration() throws Exception {
        ConfigFile file = ConfigFile.read(config("[\"nowhere:root\"]"));
        Assertions.assertThatThrownBy(() -> DryRun.of(file, List.of(new TalkingProvider())))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("commands.operators")
                .hasMessageContaining("nowhere");
    }
}
