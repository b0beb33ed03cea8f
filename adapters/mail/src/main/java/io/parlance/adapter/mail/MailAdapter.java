package io.parlance.adapter.mail;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;
import io.vertx.core.Future;

import jakarta.mail.MessagingException;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// One mail domain, connected: assembles the parts and runs what blocks on virtual threads.
final class MailAdapter implements Adapter {
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Map.ofEntries(
                            Map.entry(Feature.FORMATTING, Support.FULL),
                            Map.entry(Feature.EMOTE, Support.FALLBACK),
                            Map.entry(Feature.REPLY, Support.FULL),
                            Map.entry(Feature.EDIT, Support.FALLBACK),
                            Map.entry(Feature.RETRACTION, Support.FALLBACK),
                            Map.entry(Feature.REACTION, Support.FALLBACK),
                            Map.entry(Feature.ATTACHMENT, Support.FALLBACK),
                            Map.entry(Feature.MEMBERSHIP, Support.DROPPED),
                            Map.entry(Feature.ROOM_CHANGE, Support.DROPPED),
                            Map.entry(Feature.PRESENCE, Support.DROPPED),
                            Map.entry(Feature.TYPING, Support.DROPPED),
                            Map.entry(Feature.DELIVERED_RECEIPT, Support.DROPPED),
                            Map.entry(Feature.DISPLAYED_RECEIPT, Support.DROPPED),
                            Map.entry(Feature.DELIVERY_FAILURE, Support.FULL)),
                    Limits.TEXT_BYTES);
    private static final long POSTBAG_MILLIS = 60_000;

    private final AdapterContext context;
    private final MailConfig config;
    private final MailAddresses addresses;
    private final Members members;
    private final MailThreads threads;
    private final Submission submission;
    private final Postbag postbag;
    private final Mailbox mailbox;
    private final Outbound outbound;
    private final ExecutorService threadsOfWork =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mail-", 0).factory());
    private long timer;

    MailAdapter(AdapterContext context, MailConfig config, Sessions sessions) {
        this.context = context;
        this.config = config;
        addresses = new MailAddresses(context.network(), config.domain(), context.networks());
        members = new Members(context.store());
        threads = new MailThreads(context.store());
        LinkHealth health = new LinkHealth(context.hub(), context.network());
        submission = new Submission(sessions.smtp(), config.smtp(), health, this::sendOwn);
        postbag =
                new Postbag(
                        context.store(),
                        submission,
                        threadsOfWork,
                        "postmaster@" + config.domain());
        RoomMail rooms =
                new RoomMail(
                        config.domain(),
                        context.gateway(),
                        context.network().name(),
                        config.rooms().stream()
                                .map(room -> room.name() + "@" + config.domain())
                                .collect(Collectors.toUnmodifiableSet()),
                        members,
                        postbag);
        outbound =
                new Outbound(
                        context,
                        addresses,
                        threads,
                        rooms,
                        new Dispatch(context.network(), context.store(), submission, members));
        Answers answers = new Answers(config.domain(), postbag);
        Bodies bodies = new Bodies(context.media(), config.maxAttachment());
        MessageIntake messages = new MessageIntake(context, bodies, threads, rooms, answers);
        Intake intake = new Intake(context, config, addresses, messages, answers);
        mailbox = new Mailbox(context, config, sessions.imap(), health, intake);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public AddressSpace addresses() {
        return addresses;
    }

    @Override
    public Future<Void> start() {
        return work(
                () -> {
                    members.load(config.rooms(), addresses);
                    threads.forgetOld();
                    submission.start();
                    mailbox.start();
                    timer = context.vertx().setPeriodic(POSTBAG_MILLIS, _ -> sendOwn());
                    return null;
                });
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        return work(() -> outcome(delivery)).recover(e -> Future.succeededFuture(unforeseen(e)));
    }

    private Outcome outcome(Delivery delivery) throws InterruptedException {
        try {
            return outbound.deliver(delivery);
        } catch (InvalidValue e) {
            return new Outcome.Refused(e.toFailure());
        } catch (IOException | MessagingException e) {
            return Outbound.deferred(e);
        }
    }

    private static Outcome unforeseen(Throwable e) {
        return Outcome.deferred(
                Failure.uncertain(
                        FailureReason.INTERNAL,
                        "The gateway could not send the mail; it tries again.",
                        String.valueOf(e)));
    }

    @Override
    public Future<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            drain();
                            stopped.complete(null);
                        });
        return Future.fromCompletionStage(stopped);
    }

    private void drain() {
        try {
            context.vertx().cancelTimer(timer);
            mailbox.stop();
            threadsOfWork.shutdown();
            if (!threadsOfWork.awaitTermination(5, TimeUnit.SECONDS)) {
                threadsOfWork.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            submission.stop();
        }
    }

    private void sendOwn() {
        if (!threadsOfWork.isShutdown()) {
            postbag.send();
        }
    }

    private <T> Future<T> work(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threadsOfWork.execute(
                    () -> {
                        try {
                            done.complete(task.call());
                        } catch (Exception e) {
                            done.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return Future.fromCompletionStage(done);
    }
}
