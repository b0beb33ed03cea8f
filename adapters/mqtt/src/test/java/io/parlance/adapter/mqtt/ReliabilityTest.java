package io.parlance.adapter.mqtt;

import static io.parlance.adapter.mqtt.Lab.LOBBY;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What is lost, repeated or acknowledged when brokers, disks and connections fail.
class ReliabilityTest {
    private static final String CMD = "im/v1/lab/room/lobby/cmd/bob";
    private static final String EVT = "im/v1/lab/room/lobby/evt";
    private static final Conversation ROOM = new Conversation.Room(LOBBY);

    @Test
    void nothingIsAcknowledgedBeforeItIsDurable() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.hub.slowDisk = true;
            lab.broker.say(CMD, "one");
            lab.broker.say(CMD, "two");
            Lab.await(() -> lab.hub.texts().size() == 2);
            assertThat(lab.broker.acknowledged).isEmpty();
            assertThat(lab.broker.publishedTo(EVT)).isEmpty();
            lab.hub.makeDurable();
            Lab.await(() -> lab.broker.acknowledged.equals(List.of(1, 2)));
        }
    }

    @Test
    void acknowledgesInOrderEvenIfTheDiskAnswersOutOfOrder() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.hub.slowDisk = true;
            lab.broker.say(CMD, "one");
            lab.broker.say(CMD, "two");
            Lab.await(() -> lab.hub.pending.size() == 2);
            lab.hub.pending.get(1).complete(new Acceptance.Accepted(lab.hub.taken.get(1).id()));
            Lab.await(() -> lab.broker.publishedTo(EVT).size() == 1);
            assertThat(lab.broker.acknowledged).isEmpty();
            lab.hub.makeDurable();
            Lab.await(() -> lab.broker.acknowledged.equals(List.of(1, 2)));
        }
    }

    @Test
    void whatIsSentAgainAfterADropIsTakenOnce() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.hub.slowDisk = true;
            lab.broker.say(CMD, "without an id");
            lab.broker.say(CMD, "with an id", "k1");
            Lab.await(() -> lab.hub.texts().size() == 2);
            lab.broker.cut();
            lab.awaitUp(2);
            lab.hub.makeDurable();
            Lab.await(() -> lab.broker.acknowledged.equals(List.of(1, 2)));
            assertThat(lab.hub.texts()).containsExactly("without an id", "with an id");
        }
    }

    @Test
    void whatWaitedAtTheBrokerComesAfterTheReconnect() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.say(CMD, "before");
            Lab.await(() -> lab.broker.acknowledged.size() == 1);
            lab.broker.stop();
            lab.broker.say(CMD, "meanwhile");
            lab.broker.start();
            Lab.await(() -> lab.hub.texts().equals(List.of("before", "meanwhile")));
        }
    }

    @Test
    void aBrokerThatForgotTheSessionIsSubscribedAnewAndOldPacketIdsMeanNothing() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.hub.slowDisk = true;
            lab.broker.say(CMD, "hello");
            Lab.await(() -> lab.hub.texts().size() == 1);
            lab.broker.keepsSession = false;
            int before = lab.broker.subscribed.size();
            lab.broker.cut();
            lab.awaitUp(2);
            assertThat(lab.broker.subscribed).hasSize(2 * before);
            lab.hub.makeDurable();
            lab.broker.say(CMD, "hello again");
            Lab.await(() -> lab.hub.texts().equals(List.of("hello", "hello again")));
        }
    }

    @Test
    void aFullDiskMakesTheBrokerSendAgain() throws Exception {
        try (Lab lab = new Lab().connect()) {
            // More often than connections may break before another client is suspected.
            lab.hub.fullDisk = 5;
            lab.broker.say(CMD, "important");
            Lab.await(() -> lab.hub.texts().equals(List.of("important")));
            Lab.await(() -> lab.broker.acknowledged.equals(List.of(1)));
            assertThat(lab.hub.states)
                    .anySatisfy(state -> assertThat(state.advice()).contains("disk"))
                    .noneMatch(LinkState.BadCredentials.class::isInstance);
        }
    }

    @Test
    void aDeliveryIsDoneWhenTheBrokerAcknowledged() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.withhold = true;
            Future<Outcome> outcome = lab.deliver(ROOM, Event.Message.of("hello"));
            Lab.await(() -> lab.broker.withheld.size() == 1);
            assertThat(outcome.isComplete()).isFalse();
            lab.broker.release();
            assertThat(Lab.get(outcome)).isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void neverMoreUnderWayThanTheBrokerReceives() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.withhold = true;
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 3 * FakeBroker.RECEIVE_MAXIMUM; i++) {
                outcomes.add(lab.deliver(ROOM, Event.Message.of("m" + i)));
            }
            Lab.await(() -> lab.broker.withheld.size() == FakeBroker.RECEIVE_MAXIMUM);
            lab.broker.release();
            Lab.get(Future.all(outcomes));
            assertThat(
                            lab.broker.publishedTo(EVT).stream()
                                    .map(json -> json.replaceAll(".*\"text\":\"(m\\d+)\".*", "$1")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, outcomes.size()).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void whatWasUnderWayWhenTheBrokerWentIsUncertainAndLaterTriesAreCertain() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.withhold = true;
            Future<Outcome> outcome = lab.deliver(ROOM, Event.Message.of("hello"));
            Lab.await(() -> lab.broker.withheld.size() == 1);
            lab.broker.stop();
            assertThat(Lab.get(outcome))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> assertThat(deferred.failure().certain()).isFalse());
            assertThat(Lab.get(lab.deliver(ROOM, Event.Message.of("hello"))))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> {
                                assertThat(deferred.failure().certain()).isTrue();
                                assertThat(deferred.failure().reason())
                                        .isEqualTo(FailureReason.LINK_DOWN);
                            });
            lab.broker.withhold = false;
            lab.broker.start();
            lab.awaitUp(2);
            assertThat(Lab.get(lab.deliver(ROOM, Event.Message.of("hello"))))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void theSameDeliveryCarriesTheSameIdAgain() throws Exception {
        try (Lab lab = new Lab().connect()) {
            var delivery = Lab.delivery(ROOM, Event.Message.of("hello"));
            Outcome first = Lab.get(lab.adapter().deliver(delivery));
            assertThat(Lab.get(lab.adapter().deliver(delivery))).isEqualTo(first);
            assertThat(lab.broker.publishedTo(EVT))
                    .hasSize(2)
                    .allMatch(json -> json.contains(delivery.key()));
        }
    }

    @Test
    void aPersonWhoIsNotConnectedIsTriedAgainAndAnEmptyRoomIsNot() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.answer = _ -> MqttPubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
            assertThat(
                            Lab.get(
                                    lab.deliver(
                                            new Conversation.Direct(Lab.BOB),
                                            Event.Message.of("hello"))))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred ->
                                    assertThat(deferred.failure().reason())
                                            .isEqualTo(FailureReason.RECIPIENT_UNAVAILABLE));
            assertThat(Lab.get(lab.deliver(ROOM, Event.Message.of("hello"))))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void aRefusedPublicationIsRefusedForGood() throws Exception {
        try (Lab lab = new Lab().connect()) {
            lab.broker.answer = _ -> MqttPubAckReasonCode.NOT_AUTHORIZED;
            assertThat(Lab.get(lab.deliver(ROOM, Event.Message.of("hello"))))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused ->
                                    assertThat(refused.failure().reason())
                                            .isEqualTo(FailureReason.FORBIDDEN));
        }
    }

    @Test
    void aBrokerThatComesLaterIsFound() throws Exception {
        try (Lab lab = new Lab()) {
            lab.broker.stop();
            lab.start();
            Lab.await(() -> lab.hub.states.stream().anyMatch(LinkState.Down.class::isInstance));
            lab.broker.start();
            lab.awaitUp(1);
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotTriedInHaste() throws Exception {
        try (Lab lab = new Lab()) {
            lab.broker.password = "changed";
            lab.start();
            Lab.await(() -> lab.hub.states.getLast() instanceof LinkState.BadCredentials);
            assertThat(lab.hub.states.getLast().advice())
                    .contains("password")
                    .doesNotContain("right");
            assertThat(lab.broker.connections).hasSize(1);
        }
    }

    @Test
    void aSecondGatewayWithTheSameClientIdIsNotFought() throws Exception {
        try (Lab lab = new Lab().connect()) {
            int connections = lab.broker.connections.size();
            lab.broker.takeOver();
            Lab.await(() -> lab.hub.states.getLast() instanceof LinkState.BadCredentials);
            assertThat(lab.hub.states.getLast().advice()).contains("client_id");
            assertThat(lab.broker.connections).hasSize(connections);
        }
    }

    @Test
    void connectionsThatBreakAtOnceAreNotMadeForEver() throws Exception {
        try (Lab lab = new Lab().connect()) {
            for (int up = 1; up <= 3; up++) {
                lab.awaitUp(up);
                lab.broker.cut();
            }
            Lab.await(() -> lab.hub.states.getLast() instanceof LinkState.BadCredentials);
            assertThat(lab.hub.states.getLast().advice()).contains("client_id");
        }
    }

    @Test
    void stoppingWaitsForWhatIsUnderWay() throws Exception {
        Lab lab = new Lab().connect();
        lab.broker.withhold = true;
        Future<Outcome> outcome = lab.deliver(ROOM, Event.Message.of("hello"));
        // The room's description may come right behind.
        Lab.await(() -> !lab.broker.withheld.isEmpty());
        Future<Void> stopped = lab.adapter().stop();
        lab.broker.release();
        Lab.get(stopped);
        Lab.get(lab.adapter().stop());
        assertThat(Lab.get(outcome)).isInstanceOf(Outcome.Delivered.class);
        lab.broker.close();
        Lab.get(lab.vertx.close());
    }
}
