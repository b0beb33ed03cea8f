package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.After;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.Backoff;
import io.parlance.spi.LinkState;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;

import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The catch-all mailbox, read in order of UID by one virtual thread with a connection of its own.
///
/// Ordering: a mail is taken only after the one before it was, and the cursor in the state store
/// moves after each, so a crash repeats at most the mail under way; the hub knows it by its
/// Message-ID.
///
/// Failure: a lost connection is made anew with growing pauses and goes on from the cursor. Another
/// UIDVALIDITY (RFC 9051 §2.3.1.1) voids the cursor: everything is read again, quietly.
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    static final String CURSOR = "imap/cursor";

    private final AdapterContext context;
    private final MailConfig config;
    private final Session session;
    private final LinkHealth health;
    private final MailTaker taker;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));
    private final Backoff slow = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable IMAPFolder open;
    private volatile boolean news;
    private volatile boolean idling;

    Mailbox(
            AdapterContext context,
            MailConfig config,
            Session session,
            LinkHealth health,
            MailTaker taker) {
        this.context = context;
        this.config = config;
        this.session = session;
        this.health = health;
        this.taker = taker;
    }

    void start() {
        thread = Thread.ofVirtual().name("mailbox").start(this::run);
    }

    /// Lets the mail under way be finished, bounded; blocks.
    void stop() throws InterruptedException {
        stopped.countDown();
        IMAPFolder folder = open;
        if (folder != null) {
            Thread.ofVirtual().start(() -> interruptIdle(folder));
        }
        Thread running = thread;
        if (running != null && !running.join(Duration.ofSeconds(5))) {
            running.interrupt();
        }
    }

    private boolean running() {
        return stopped.getCount() > 0;
    }

    private void run() {
        try {
            while (running()) {
                Duration pause = connected();
                stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One connection from beginning to end; how long to wait before the next.
    private Duration connected() throws InterruptedException {
        health.mailbox(new LinkState.Connecting());
        try (IMAPStore store = (IMAPStore) session.getStore("imap")) {
            String password = config.imap().password().reveal();
            store.connect(
                    config.imap().host(), config.imap().port(), config.imap().user(), password);
            try (IMAPFolder folder = (IMAPFolder) store.getFolder(config.folder())) {
                folder.open(Folder.READ_WRITE);
                open = folder;
                read(store, folder);
            } finally {
                open = null;
            }
            return Duration.ZERO;
        } catch (AuthenticationFailedException e) {
            LinkState state = ConnectTrouble.state("imap", config.imap(), e);
            health.mailbox(state);
            return slow.next();
        } catch (MessagingException | IOException | IllegalStateException e) {
            if (running()) {
                MessagingException seen =
                        e instanceof MessagingException m
                                ? m
                                : new MessagingException(e.getMessage(), e);
                LinkState state = ConnectTrouble.state("imap", config.imap(), seen);
                LOG.debug("Mailbox: {}", state.advice());
                health.mailbox(state);
            }
            return backoff.next();
        }
    }

    private void read(IMAPStore store, IMAPFolder folder)
            throws MessagingException, IOException, InterruptedException {
        folder.addMessageCountListener(
                new MessageCountAdapter() {
                    @Override
                    public void messagesAdded(MessageCountEvent event) {
                        news = true;
                        Thread.ofVirtual().start(() -> wake(folder));
                    }
                });
        Reading reading = reading(folder);
        health.mailbox(new LinkState.Up());
        backoff.reset();
        slow.reset();
        int recovered = reading.takeNew();
        context.hub().caughtUp(context.network(), recovered, "");
        boolean idle = store.hasCapability("IDLE");
        if (!idle) {
            LOG.info("{} has no IDLE: looking every {}", config.imap().host(), config.poll());
        }
        while (running()) {
            if (idle && !news) {
                idle(folder);
            } else if (!idle) {
                stopped.await(config.poll().toMillis(), TimeUnit.MILLISECONDS);
            }
            if (running()) {
                news = false;
                reading.takeNew();
            }
        }
    }

    private Reading reading(IMAPFolder folder)
            throws MessagingException, IOException, InterruptedException {
        long validity = folder.getUIDValidity();
        Optional<Cursor> stored = Await.result(context.store().get(CURSOR)).flatMap(Cursor::parse);
        boolean same = stored.isPresent() && stored.get().validity() == validity;
        boolean again = stored.isPresent() && !same;
        if (again) {
            LOG.warn(
                    "The mailbox was rebuilt (UIDVALIDITY {}): reading it again from the start",
                    validity);
        }
        // At the very first start, what somebody has read is history, if reading is what marks it.
        boolean unseenOnly = stored.isEmpty() && config.after() == After.SEEN;
        Cursor cursor = same ? stored.get() : new Cursor(validity, 0);
        return new Reading(
                folder, config, context.store(), taker, stopped, cursor, again, unseenOnly);
    }

    private void idle(IMAPFolder folder) throws MessagingException {
        long timer =
                context.vertx()
                        .setTimer(
                                config.idle().toMillis(),
                                _ -> Thread.ofVirtual().start(() -> interruptIdle(folder)));
        idling = true;
        try {
            folder.idle(true);
        } finally {
            idling = false;
            context.vertx().cancelTimer(timer);
        }
    }

    /// COMPAT: Angus Mail 2.0 reads the answer to IDLE without looking whether news came along with
    /// it, and then waits for more; so an IDLE that may have begun too late is ended until the
    /// reader has looked.
    private void wake(IMAPFolder folder) {
        try {
            while (news && running() && folder.isOpen()) {
                if (idling) {
                    interruptIdle(folder);
                }
                stopped.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Any command ends an IDLE (RFC 2177); a connection that is dead in truth fails here.
    private static void interruptIdle(IMAPFolder folder) {
        try {
            folder.doCommand(
                    protocol -> {
                        protocol.noop();
                        return true;
                    });
        } catch (MessagingException | IllegalStateException e) {
            LOG.debug("Renewing IDLE: {}", e.getMessage());
        }
    }
}
