package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The disk takes nothing more. A limit on the size of the gateway's files (`prlimit`,
/// setrlimit(2)) does that to a running process without root.
@ExtendWith(InWorkshop.class)
class FullDiskPlay {
    @Test
    void nothingIsAcknowledgedAndEverythingArrivesOnceThereIsSpace(Workshop workshop)
            throws Exception {
        try (House house = House.open(workshop)) {
            for (String from : new String[] {"matrix", "mqtt", "mail"}) {
                house.crosses(from, "xmpp");
            }
            house.crosses("xmpp", "mqtt");
            limit(house, "4096");
            house.gateway()
                    .awaitStatus(
                            "that the journal cannot be written",
                            status ->
                                    !status.path("ready").asBoolean()
                                            && status.path("reasons")
                                                    .toString()
                                                    .contains("journal"));
            String fromXmpp = House.text("no room for this");
            String id = house.tell("xmpp", "mqtt", fromXmpp);
            assertThat(house.awaitError("xmpp", "again later").id()).isEqualTo(id);
            String fromMatrix = House.text("patient homeserver");
            house.tell("matrix", "xmpp", fromMatrix);
            String fromMqtt = House.text("patient broker");
            house.tell("mqtt", "xmpp", fromMqtt);
            String fromMail = House.text("patient mailbox");
            house.tell("mail", "xmpp", fromMail);

            limit(house, "unlimited");
            house.gateway()
                    .awaitStatus(
                            "that it is ready again", status -> status.path("ready").asBoolean());
            house.awaitSeen("xmpp", fromMqtt);
            house.awaitSeen("xmpp", fromMail);
            house.awaitSeen("xmpp", fromMatrix);
            house.tell("xmpp", "mqtt", fromXmpp);
            house.awaitSeen("mqtt", fromXmpp);
        }
    }

    private static void limit(House house, String size) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                "prlimit",
                                "--pid",
                                Long.toString(house.gateway().pid()),
                                "--fsize=" + size + ":unlimited")
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("prlimit").isZero();
    }
}
