package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/// A server that sends what is no XML: it is told so, the operator too, the gateway does not hammer
/// at it, and the other networks go on.
@ExtendWith(InWorkshop.class)
class BadXmlPlay {
    @Test
    void theStreamEndsWithAnErrorAndTheOthersGoOn(Workshop workshop) throws Exception {
        workshop.logOut();
        try (BadXmlServer server = new BadXmlServer("<message to='x'><body>a</wrong></message>");
                House house =
                        House.open(
                                workshop,
                                "house",
                                List.of("xmpp", "mqtt", "mail"),
                                yaml -> edited(yaml, workshop, server.port()))) {
            house.awaitLink("mqtt", "up");
            house.awaitLink("mail", "up");
            await().atMost(House.PATIENCE).until(() -> !server.told().isEmpty());
            assertThat(server.told().getFirst())
                    .contains("<stream:error>", "not-well-formed", "</stream:stream>");
            assertThat(house.awaitLink("xmpp", "down")).contains("cannot be read");
            house.crosses("mqtt", "mail");
            house.crosses("mail", "mqtt");
            // Two components, growing pauses: a busy loop would have come by hundreds of times.
            assertThat(server.told()).hasSizeLessThan(40);
        }
    }

    private static String edited(String yaml, Workshop workshop, int port) {
        return yaml.replace(
                "port: " + workshop.env().get("XMPP_COMPONENT_PORT") + "\n",
                "port: " + port + "\n");
    }
}
