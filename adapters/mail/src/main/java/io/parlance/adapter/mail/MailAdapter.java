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
                            Map.entry(Feature.THREAD, Support.FULL),
                            // A mail that was sent stays: what changes it is a mail after it, which
                            // chat programs apply and others show.
                            Map.entry(Feature.EDIT, Support.PARTIAL),
                            Map.entry(Feature.RETRACTION, Support.PARTIAL),
                            Map.entry(Feature.REACTION, Support.PARTIAL),
                            Map.entry(Feature.ATTACHMENT, Support.FULL),
                            Map.entry(Feature.VOICE, Support.FULL),
                            Map.entry(Feature.STICKER, Support.FULL),
                            Map.entry(Feature.LOCATION, Support.PARTIAL),
                            Map.entry(Feature.EXPIRY, Support.PARTIAL),
                            Map.entry(Feature.MEMBERSHIP, Support.DROPPED),
                            Map.entry(Feature.ROLE, Support.DROPPED),
                            Map.entry(Feature.ROOM_CHANGE, Support.PARTIAL),
                            Map.entry(Feature.ROOM_AVATAR, Support.DROPPED),
                            // With the next mail, and a picture only up to a limit.
                            Map.entry(Feature.PROFILE, Support.PARTIAL),
                            Map.entry(Feature.PRESENCE, Support.DROPPED),
                            Map.entry(Feature.TYPING, Support.DROPPED),
                            Map.entry(Feature.DELIVERED_RECEIPT, Support.DROPPED),
                            Map.entry(Feature.DISPLAYED_RECEIPT, Support.PARTIAL),
                            Map.entry(Feature.DELIVERY_FAILURE, Support.FULL)),
                    Limits.TEXT_BYTES);
    private static final long POSTBAG_MILLIS = 60_000;

    private final AdapterContext context;
    private final MailConfig config;
    private final Capabilities capabilities;
    private final MailAddresses addresses;
    private final Members members;
    private final RoomNames names;
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
        long file = Math.min(config.maxAttachment(), context.media().limit());
        var bounds =
                new Capabilities.Bounds(Limits.TEXT_BYTES, file, Integer.MAX_VALUE, Long.MAX_VALUE);
        capabilities = new Capabilities(CAPABILITIES.support(), bounds);
        addresses = new MailAddresses(context.network(), config.domain(), context.networks());
        members = new Members(context.store());
        names = new RoomNames(context.store());
        threads = new MailThreads(context.store());
        LinkHealth health = new LinkHealth(context.hub(), context.network());
        submission = new Submission(sessions, config.smtp(), health, this::sendOwn);
        var enclosing = new Enclosing(context.media(), config.maxAttachment());
        postbag =
                new Postbag(
                        context.store(),
                        submission,
                        enclosing,
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
                        names,
                        postbag);
        Excerpts excerpts = new Excerpts();
        Asked asked = new Asked();
        var dispatch =
                new Dispatch(context.network(), context.store(), submission, members, enclosing);
        Mentions mentions = new Mentions(context, addresses);
        var portraits = new Portraits(context.store(), context.media(), Portraits.LIMIT);
        Composer composer =
                new Composer(
                        context, addresses, threads, rooms, dispatch, excerpts, mentions,
                        portraits);
        outbound = new Outbound(context, addresses, rooms, dispatch, composer, excerpts, asked);
        Answers answers = new Answers(config.domain(), postbag);
        Bodies bodies = new Bodies(context.media(), config.maxAttachment());
        var finder = new Meaning.Finder(context.network(), bodies, excerpts, mentions);
        var messages = new MessageIntake(context, finder, threads, asked, rooms, answers);
        Faces faces = new Faces(context, config.maxAttachment());
        Intake intake = new Intake(context, config, addresses, messages, answers, faces);
        mailbox = new Mailbox(context, config, sessions.imap(), health, intake);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
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
                    names.load();
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
