package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;
import io.parlance.conformance.probe.MqttProbe;
import io.parlance.conformance.probe.Seen;
import io.parlance.conformance.probe.XmppProbe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/// Two gateways meet in a room.
@ExtendWith(InWorkshop.class)
class TwoGatewaysPlay {
    private static final String ROOM = "fair@rooms.xmpp.test";
    private static final List<String> BOTH = List.of("xmpp", "mqtt");

    /// Each links the room with another one: what is said crosses both, and comes to nobody twice.
    @Test
    void whatIsSaidPassesBothOnce(Workshop workshop) throws Exception {
        workshop.logOut();
        XmppProbe romeo = (XmppProbe) workshop.person("xmpp");
        MqttProbe keeper = (MqttProbe) workshop.person("mqtt");
        romeo.enter(ROOM);
        keeper.enter("east");
        keeper.enter("west");
        try (House east = House.open(workshop, "east", BOTH, yaml -> yaml);
                House west = House.open(workshop, "west", BOTH, TwoGatewaysPlay::neighbour)) {
            east.gateway().awaitUp();
            west.gateway().awaitUp();
            link(east, "mqtt:#east");
            link(west, "mqtt:#west");
            String early = House.text("is everybody there");
            romeo.say(ROOM, early);
            awaitRoom(keeper, "east", early);
            awaitRoom(keeper, "west", early);

            String text = House.text("to all the fair");
            keeper.say("east", text);
            awaitRoom(keeper, "west", text);
            String answer = House.text("and back");
            keeper.say("west", answer);
            awaitRoom(keeper, "east", answer);
            for (String said : List.of(early, text, answer)) {
                for (String room : List.of("east", "west")) {
                    // Both show what people of the realm say, under the id that they gave it.
                    assertThat(
                                    keeper
                                            .sightings()
                                            .all(seen -> in(seen, room) && seen.says(said))
                                            .stream()
                                            .map(Seen::id)
                                            .distinct())
                            .as("%s in %s", said, room)
                            .hasSizeLessThanOrEqualTo(1);
                }
                assertThat(romeo.sightings().all(seen -> seen.says(said))).hasSize(1);
            }
        }
    }

    /// The second has the name, the components and the client id of the first, by a copied
    /// configuration: the operator is told, and the first goes on once the second is gone.
    @Test
    void aCopyOfAGatewayIsToldSo(Workshop workshop) throws Exception {
        workshop.logOut();
        try (House first = House.open(workshop, "first", House.ALL, yaml -> yaml)) {
            first.gateway().awaitUp();
            try (House copy = House.open(workshop, "first", BOTH, yaml -> yaml)) {
                assertThat(copy.awaitLink("xmpp", "down")).contains("Another program is connected");
                assertThat(first.awaitLink("xmpp", "up")).isEmpty();
                // They take the session from each other until one of them gives way.
                await().atMost(House.PATIENCE)
                        .until(
                                () ->
                                        first.advice("mqtt")
                                                        .contains(
                                                                "give each gateway its own"
                                                                        + " `client_id`")
                                                || copy.advice("mqtt")
                                                        .contains(
                                                                "give each gateway its own"
                                                                        + " `client_id`"));
                first.crosses("xmpp", "mail");
                first.crosses("mail", "matrix");
            }
            String text = House.text("patience");
            // Online all the time, so that nothing but the gateway's own pause is waited for.
            assertThat(first.person("mqtt").sightings()).isNotNull();
            first.tell("xmpp", "mqtt", text);
            // Whoever gave way looks again after a minute; the operator need not wait.
            assertThat(first.gateway().stop()).isZero();
            first.gateway().restart();
            first.gateway().awaitUp();
            first.awaitSeen("mqtt", text);
        }
    }

    private static String neighbour(String yaml) {
        return yaml.replace("mqtt: mqtt.xmpp.test", "mqtt: bench1.xmpp.test")
                .replace("client_id: parlance", "client_id: neighbour");
    }

    private static void link(House house, String room) throws Exception {
        house.gateway()
                .call(
                        "POST",
                        "/api/v1/links",
                        "{\"rooms\": [\"xmpp:%s?join\", \"%s\"]}".formatted(ROOM, room));
    }

    private static void awaitRoom(MqttProbe keeper, String room, String text) throws Exception {
        keeper.sightings()
                .await(
                        text + " in " + room,
                        seen -> in(seen, room) && seen.says(text),
                        House.PATIENCE);
    }

    private static boolean in(Seen seen, String room) {
        return room.equals(seen.room());
    }
}
