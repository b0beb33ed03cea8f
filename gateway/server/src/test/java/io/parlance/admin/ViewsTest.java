package io.parlance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.journal.Destination;
import io.parlance.journal.OutboxRow;
import io.parlance.journal.Pending;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What operators see.
final class ViewsTest {
    private static final NetworkId MQTT = new NetworkId("mqtt");
    private static final Address ALICE = Address.person(MQTT, "alice");
    private static final Address TOM = Address.person(new NetworkId("xmpp"), "tom@xmpp.test");

    @Test
    void whatWaitsForALinkSaysSo() {
        Conversation target = new Conversation.Direct(ALICE);
        Envelope envelope =
                Envelope.of(
                        Participant.of(TOM), target, null, Instant.now(), Event.Message.of("hi"));
        OutboxRow row =
                new OutboxRow(
                        new Pending(1, envelope, new Destination(MQTT, target), 0, Instant.now()),
                        null);
        DeliveryView down = Views.waiting(row, new LinkState.Down("is the broker there?"));
        assertThat(down.reason()).isEqualTo("link-down");
        assertThat(down.failure()).isEqualTo("is the broker there?");
        assertThat(Views.waiting(row, new LinkState.Up()).reason()).isEmpty();
    }
}
