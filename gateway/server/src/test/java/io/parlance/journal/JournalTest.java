package io.parlance.journal;

import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;
import static io.parlance.journal.Samples.direct;
import static io.parlance.journal.Samples.inRoom;
import static io.parlance.journal.Samples.matrixId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.parlance.journal.TraceStep.Step;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.StateStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class JournalTest {
    @TempDir Path folder;
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void whatWasAppendedIsPendingAfterARestart() {
        Envelope envelope = direct("1", "hello");
        var added = added(journal, envelope, Samples.TO_BOB, Samples.TO_MAIL);
        reopen();
        assertThat(added.id()).isEqualTo(envelope.id());
        assertThat(added.deliveries()).extracting(Pending::attempts).containsOnly(0);
        assertThat(await(journal.lanes()))
                .containsExactlyInAnyOrderElementsOf(
                        added.deliveries().stream().map(Pending::lane).toList());
        for (Pending delivery : added.deliveries()) {
            assertThat(await(journal.pending(delivery.lane(), 0, 10))).containsExactly(delivery);
        }
        assertThat(await(journal.envelope(envelope.id()))).contains(envelope);
    }

    @Test
    void whatWaitsIsCountedByNetwork() {
        var first = added(journal, direct("1", "a"), Samples.TO_BOB, Samples.TO_MAIL);
        added(journal, direct("2", "b"), Samples.TO_BOB);
        assertThat(await(journal.waiting()))
                .containsOnly(
                        entry(Samples.TO_BOB.network(), 2L), entry(Samples.TO_MAIL.network(), 1L));
        await(journal.delivered(first.deliveries().getLast(), List.of()));
        await(journal.dead(first.deliveries().getFirst(), Samples.FAILURE));
        await(journal.lanes()); // after which the notes are on disk
        assertThat(await(journal.waiting())).containsOnly(entry(Samples.TO_BOB.network(), 1L));
    }

    @Test
    void ofManyAppendsWithOneNativeIdExactlyOneIsNew() {
        List<Future<Appended>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(journal.append(direct("same", "x" + i), List.of(Samples.TO_BOB)));
        }
        List<Appended> all = answers.stream().map(Samples::await).toList();
        assertThat(all).filteredOn(Appended.New.class::isInstance).hasSize(1);
        EnvelopeId winner = ((Appended.New) all.getFirst()).id();
        assertThat(all).filteredOn(new Appended.Duplicate(winner)::equals).hasSize(49);
        assertThat(await(journal.outbox(100))).hasSize(1);
    }

    @Test
    void aDuplicateIsKnownAfterARestart() {
        Envelope first = direct("1", "x");
        added(journal, first);
        reopen();
        assertThat(await(journal.append(direct("1", "y"), List.of(Samples.TO_BOB))))
                .isEqualTo(new Appended.Duplicate(first.id()));
        assertThat(await(journal.lanes())).isEmpty();
    }

    @Test
    void theSameIdOnAnotherNetworkIsNoDuplicate() {
        added(journal, direct("1", "x"));
        Envelope other =
                Envelope.of(
                        Participant.of(Samples.BOB),
                        new Conversation.Direct(Samples.ALICE),
                        matrixId("1"),
                        Instant.EPOCH,
                        Event.Message.of("y"));
        added(journal, other);
        assertThat(await(journal.envelopeOf(matrixId("1")))).contains(other.id());
    }

    @Test
    void theEchoOfAnOwnDeliveryIsADuplicate() {
        var added = added(journal, direct("1", "x"), Samples.TO_BOB);
        journal.delivered(added.deliveries().getFirst(), List.of(matrixId("$echo")));
        Envelope echo =
                Envelope.of(
                        Participant.of(Samples.BOB),
                        new Conversation.Room(Samples.LOBBY),
                        matrixId("$echo"),
                        Instant.EPOCH,
                        Event.Message.of("x"));
        assertThat(await(journal.append(echo, List.of())))
                .isEqualTo(new Appended.Duplicate(added.id()));
    }

    @Test
    void whatWasDeliveredIsNoLongerPendingAndItsIdsAreKnown() {
        var added = added(journal, direct("1", "x"), Samples.TO_BOB, Samples.TO_MAIL);
        Pending toBob = added.deliveries().getFirst();
        var ids = List.of(matrixId("$" + "long".repeat(40)), matrixId("$second"));
        journal.delivered(toBob, ids);
        assertThat(await(journal.pending(toBob.lane(), 0, 10))).isEmpty();
        assertDeliveredToBob(added.id(), ids);
        reopen();
        assertThat(await(journal.lanes())).containsExactly(added.deliveries().get(1).lane());
        assertDeliveredToBob(added.id(), ids);
    }

    private void assertDeliveredToBob(EnvelopeId id, List<NativeId> ids) {
        assertThat(await(journal.envelopeOf(ids.getFirst()))).contains(id);
        assertThat(await(journal.envelopeOf(ids.getLast()))).contains(id);
        Conversation target = Samples.TO_BOB.target();
        assertThat(await(journal.nativeId(id, Samples.MATRIX, target))).contains(ids.getFirst());
        assertThat(await(journal.nativeId(id, Samples.MAIL, Samples.TO_MAIL.target()))).isEmpty();
    }

    @Test
    void theIdOnTheOriginIsTheOneItCameWith() {
        Envelope direct = direct("1", "x");
        Envelope room = inRoom(Samples.LOUNGE, "2", "x");
        added(journal, direct);
        added(journal, room);
        reopen();
        assertThat(await(journal.nativeId(direct.id(), Samples.XMPP, direct.conversation())))
                .isEqualTo(Optional.of(direct.nativeIds().getFirst()));
        assertThat(await(journal.nativeId(room.id(), Samples.XMPP, room.conversation())))
                .isEqualTo(Optional.of(room.nativeIds().getFirst()));
        assertThat(await(journal.nativeId(room.id(), Samples.XMPP, direct.conversation())))
                .isEmpty();
    }

    @Test
    void aLaneIsReadInOrderAndInPieces() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(
                    added(journal, direct("" + i, "x"), Samples.TO_BOB)
                            .deliveries()
                            .getFirst()
                            .id());
        }
        String lane = Samples.TO_BOB.lane(Samples.ALICE);
        List<Long> read = new ArrayList<>();
        for (long after = 0; read.size() < 25; after = read.getLast()) {
            read.addAll(await(journal.pending(lane, after, 10)).stream().map(Pending::id).toList());
        }
        assertThat(read).isEqualTo(ids).isSorted();
    }

    @Test
    void aDeferredDeliveryKeepsItsAttemptsAndItsFailure() {
        var delivery = added(journal, direct("1", "x"), Samples.TO_BOB).deliveries().getFirst();
        Instant due = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        journal.deferred(delivery, Samples.FAILURE, due);
        reopen();
        OutboxRow row = await(journal.outbox(10)).getFirst();
        assertThat(row.delivery().attempts()).isEqualTo(1);
        assertThat(row.delivery().due()).isEqualTo(due);
        assertThat(row.lastFailure()).isEqualTo(Samples.FAILURE);
    }

    @Test
    void aDeadLetterCanBeReplayedOnce() {
        var delivery = added(journal, direct("1", "x"), Samples.TO_BOB).deliveries().getFirst();
        journal.dead(delivery, Samples.FAILURE);
        DeadLetter letter = await(journal.deadLetters(10)).getFirst();
        assertThat(letter.failure()).isEqualTo(Samples.FAILURE);
        assertThat(letter.delivery().id()).isEqualTo(delivery.id());
        assertThat(await(journal.lanes())).isEmpty();
        assertThat(await(journal.replay(delivery.id()))).isTrue();
        assertThat(await(journal.replay(delivery.id()))).isFalse();
        assertThat(await(journal.replay(4711))).isFalse();
        assertThat(await(journal.deadLetters(10))).isEmpty();
        assertThat(await(journal.pending(delivery.lane(), 0, 10)))
                .singleElement()
                .extracting(Pending::attempts)
                .isEqualTo(0);
    }

    @Test
    void historyHoldsTheLastMessagesOfAllRoomsOldestFirst() {
        List<Envelope> written = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Envelope envelope =
                    inRoom(i % 2 == 0 ? Samples.LOUNGE : Samples.LOBBY, "" + i, "m" + i);
            added(journal, envelope);
            written.add(envelope);
        }
        added(journal, direct("d", "not in a room"));
        var room = new Conversation.Room(Samples.LOUNGE);
        added(journal, Samples.envelope(room, "t", new Event.RoomChange(null, "no message")));
        var both = List.of(Samples.LOUNGE, Samples.LOBBY);
        assertThat(await(journal.history(both, 3))).isEqualTo(written.subList(7, 10));
        assertThat(await(journal.history(both, 100))).isEqualTo(written);
        assertThat(await(journal.history(List.of(Samples.LOBBY), 2)))
                .containsExactly(written.get(7), written.get(9));
        assertThat(await(journal.history(List.of(), 2))).isEmpty();
    }

    @Test
    void aTraceTellsEveryStepByAnyId() {
        var added = added(journal, direct("stanza", "x"), Samples.TO_BOB, Samples.TO_MAIL);
        Pending toBob = added.deliveries().getFirst();
        journal.record(TraceStep.now(added.id(), Step.DEGRADED, Samples.MAIL, "no reactions"));
        journal.record(TraceStep.now(added.id(), Step.ACCEPTED, Samples.XMPP, "told anyway"));
        journal.deferred(toBob, Samples.FAILURE, Instant.now());
        journal.delivered(retried(toBob), List.of(matrixId("$1")));
        journal.dead(added.deliveries().get(1), Samples.FAILURE);
        List<Step> steps =
                List.of(
                        Step.ACCEPTED,
                        Step.ROUTED,
                        Step.ROUTED,
                        Step.DEGRADED,
                        Step.DEFERRED,
                        Step.DELIVERED,
                        Step.REFUSED);
        for (String id : List.of("stanza", "$1", added.id().toString())) {
            assertThat(await(journal.trace(id)))
                    .extracting(TraceStep::step)
                    .containsExactlyInAnyOrderElementsOf(steps);
        }
        assertThat(await(journal.trace("unknown"))).isEmpty();
        assertThat(await(journal.trace("$1")))
                .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    private static Pending retried(Pending first) {
        return new Pending(first.id(), first.envelope(), first.destination(), 1, first.due());
    }

    @Test
    void lookUpsSeeWhatIsNotWrittenYet() {
        Envelope envelope = direct("1", "x");
        Future<Appended> append = journal.append(envelope, List.of(Samples.TO_BOB));
        assertThat(await(journal.envelopeOf(envelope.nativeIds().getFirst())))
                .contains(envelope.id());
        assertThat(await(journal.envelope(envelope.id()))).contains(envelope);
        await(append);
        var reply =
                new Event.Message(
                        io.parlance.model.Body.of("y"),
                        Event.Style.CHAT,
                        MessageRef.to(envelope.id()));
        added(journal, Samples.envelope(envelope.conversation(), "2", reply));
    }

    @Test
    void theStateOfOneNetworkIsItsOwnAndSurvives() {
        StateStore xmpp = journal.stateStore(Samples.XMPP);
        await(xmpp.put("cursor/a", "1"));
        await(xmpp.put("cursor/a", "2"));
        await(xmpp.put("cursor/b", "3"));
        await(xmpp.put("cursos", "no"));
        await(xmpp.put("gone", "no"));
        await(xmpp.remove("gone"));
        reopen();
        xmpp = journal.stateStore(Samples.XMPP);
        assertThat(await(xmpp.get("cursor/a"))).contains("2");
        assertThat(await(xmpp.get("gone"))).isEmpty();
        assertThat(await(xmpp.list("cursor/")).entrySet())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue())
                .containsExactly("cursor/a=2", "cursor/b=3");
        assertThat(await(journal.stateStore(Samples.MAIL).list(""))).isEmpty();
    }

    @Test
    void answersComeOnTheContextThatAsked() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            for (Context context : Stream.generate(vertx::getOrCreateContext).limit(3).toList()) {
                var seen = new CompletableFuture<List<Context>>();
                context.runOnContext(
                        _ ->
                                Future.all(
                                                on(journal.append(direct("1", "x"), List.of())),
                                                on(journal.trace("1")),
                                                on(journal.stateStore(Samples.XMPP).put("a", "b")))
                                        .onSuccess(all -> seen.complete(all.list())));
                assertThat(seen.get(30, TimeUnit.SECONDS)).containsOnly(context);
            }
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    private static Future<Context> on(Future<?> future) {
        return future.map(_ -> Vertx.currentContext());
    }

    @Test
    void tooManyDestinationsAreRefusedWhole() {
        Envelope envelope = direct("1", "x");
        List<Destination> many = Collections.nCopies(1025, Samples.TO_BOB);
        assertThat(journal.append(envelope, many).failed()).isTrue();
        assertThat(await(journal.envelope(envelope.id()))).isEmpty();
        added(journal, envelope, Samples.TO_BOB);
    }

    @Test
    void aClosedJournalSaysSo() {
        var delivery = added(journal, direct("1", "x"), Samples.TO_BOB).deliveries().getFirst();
        journal.close();
        for (Future<?> answer :
                List.of(
                        journal.append(direct("2", "x"), List.of()),
                        journal.delivered(delivery, List.of()),
                        journal.history(List.of(), 1),
                        journal.trace("1"))) {
            assertThat(answer.failed()).isTrue();
            assertThat(answer.cause())
                    .isInstanceOfSatisfying(
                            JournalException.class,
                            e -> assertThat(e.reason()).isEqualTo(JournalException.Reason.CLOSED));
        }
    }
}
