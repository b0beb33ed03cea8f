package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Envelopes and places that the tests share.
final class Samples {
    static final NetworkId XMPP = new NetworkId("xmpp");
    static final NetworkId MATRIX = new NetworkId("matrix");
    static final NetworkId MAIL = new NetworkId("mail");
    static final Address ALICE = Address.person(XMPP, "alice@xmpp.test");
    static final Address BOB = Address.person(MATRIX, "@bob:hs.test");
    static final Address LOUNGE = Address.room(XMPP, "lounge@rooms.xmpp.test");
    static final Address LOBBY = Address.room(MATRIX, "#lobby:hs.test");
    static final Destination TO_BOB = new Destination(MATRIX, new Conversation.Direct(BOB));
    static final Destination TO_LOBBY = new Destination(MATRIX, new Conversation.Room(LOBBY));
    static final Destination TO_MAIL =
            new Destination(MAIL, new Conversation.Direct(Address.person(MAIL, "carol@mail.test")));
    static final Failure FAILURE =
            Failure.uncertain(FailureReason.TIMEOUT, "No answer yet.", "no answer in 30 s");

    private Samples() {}

    /// A message from Alice to Bob.
    static Envelope direct(String id, String text) {
        return envelope(new Conversation.Direct(BOB), id, Event.Message.of(text));
    }

    /// A message of Alice's in a room.
    static Envelope inRoom(Address room, String id, String text) {
        return envelope(new Conversation.Room(room), id, Event.Message.of(text));
    }

    static Envelope envelope(Conversation conversation, String id, Event event) {
        return Envelope.of(
                new Participant(ALICE, "Alice"),
                conversation,
                new NativeId(XMPP, id),
                Instant.parse("2026-11-22T10:00:00.123456789Z"),
                event);
    }

    static NativeId matrixId(String value) {
        return new NativeId(MATRIX, value);
    }

    /// Waits, bounded, and rethrows what the future failed with.
    static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("No answer within 30 s", e);
        }
    }

    static Appended.New added(Journal journal, Envelope envelope, Destination... to) {
        return (Appended.New) await(journal.append(envelope, List.of(to)));
    }

    static Retention keep(long envelopes) {
        return new Retention(Duration.ofDays(1), envelopes);
    }
}
