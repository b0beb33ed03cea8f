package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.Server;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.spi.Backoff;
import io.parlance.spi.LinkState;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Hands mail to the submission service (RFC 6409) over a few kept connections.
///
/// Concurrency: `send` blocks and is called from virtual threads; at most [#CONNECTIONS] at a time.
///
/// Failure: while the service is known to be down or to refuse the login nothing is tried,
/// everything is deferred; one thread knocks with growing pauses until a connection stands again.
/// Nothing is sent twice by this class: SMTP has no key by which a server would know a repetition,
/// so whether to repeat is the outbox's decision, and the repeated mail has the same Message-ID.
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
    private static final int CONNECTIONS = 4;
    private static final int MAILS_PER_CONNECTION = 100;
    private static final Failure NO_UTF8 =
            Failure.certain(
                    FailureReason.UNSUPPORTED,
                    "The gateway's mail server cannot write to addresses with letters beyond"
                            + " ASCII.",
                    "the submission service has no SMTPUTF8 (RFC 6531)");
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Sessions sessions;
    private final Server server;
    private final LinkHealth health;
    private final Runnable whenUp;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));
    private final Backoff slow = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Kept> idle = new ArrayDeque<>();
    private LinkState state = new LinkState.Connecting();
    private boolean stopped;

    /// A connection, when it was last used, and for how many mails.
    private record Kept(SMTPTransport transport, long usedAt, int mails) {}

    Submission(Sessions sessions, Server server, LinkHealth health, Runnable whenUp) {
        this.sessions = sessions;
        this.server = server;
        this.health = health;
        this.whenUp = whenUp;
    }

    void start() {
        Thread.ofVirtual().name("mail-submission").start(this::keepUp);
    }

    void stop() {
        List<Kept> all;
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            all = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(kept -> close(kept.transport()));
    }

    /// Submits one mail for these recipients and says what became of each.
    Submitted send(SMTPMessage message, List<String> recipients) throws InterruptedException {
        Failure closed = closed();
        if (closed != null) {
            return Submitted.none(recipients, closed);
        }
        List<String> beyond = recipients.stream().filter(HeaderText::beyondAscii).toList();
        List<String> others = recipients.stream().filter(it -> !beyond.contains(it)).toList();
        permits.acquire();
        try {
            Submitted result = Submitted.all(List.of());
            result = others.isEmpty() ? result : result.and(submit(message, others));
            return beyond.isEmpty() ? result : result.and(international(message, beyond));
        } finally {
            permits.release();
        }
    }

    /// Submits a report with the null return path (RFC 3464 §2), or with `instead` where the
    /// service does not take that from its customers.
    Submitted sendReport(SMTPMessage report, List<String> recipients, String instead)
            throws InterruptedException {
        Submitted result = send(report, recipients);
        if (result.refused().isEmpty() || !result.taken().isEmpty()) {
            return result;
        }
        report.setEnvelopeFrom(instead);
        return send(report, recipients);
    }

    private Submitted submit(SMTPMessage message, List<String> recipients) {
        Kept kept;
        try {
            kept = connection();
        } catch (MessagingException e) {
            return Submitted.none(recipients, failed(e));
        }
        try {
            kept.transport().sendMessage(message, addresses(recipients));
            giveBack(kept);
            return Submitted.all(recipients);
        } catch (AddressException e) {
            giveBack(kept);
            return Submitted.of(e, recipients);
        } catch (MessagingException e) {
            // A broken connection would answer the next mail with the same error.
            close(kept.transport());
            return Submitted.of(e, recipients);
        }
    }

    /// Over a connection of its own, for such mail is rare and asks for another dialect of SMTP.
    private Submitted international(SMTPMessage message, List<String> recipients) {
        SMTPTransport transport;
        try {
            transport = connect(sessions.international());
        } catch (MessagingException e) {
            return Submitted.none(recipients, failed(e));
        }
        try {
            if (!transport.supportsExtension("SMTPUTF8")) {
                return Submitted.never(recipients, NO_UTF8);
            }
            transport.sendMessage(message, addresses(recipients));
            return Submitted.all(recipients);
        } catch (MessagingException e) {
            return Submitted.of(e, recipients);
        } finally {
            close(transport);
        }
    }

    private static Address[] addresses(List<String> recipients) throws AddressException {
        Address[] addresses = new Address[recipients.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(recipients.get(i), false);
        }
        return addresses;
    }

    /// Waits for the first connection attempt; then null if mail can be sent, else why not.
    private @Nullable Failure closed() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(15);
            while (state instanceof LinkState.Connecting && !stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return state instanceof LinkState.Up && !stopped ? null : failure(state);
        } finally {
            lock.unlock();
        }
    }

    private static Failure failure(LinkState state) {
        boolean login = state instanceof LinkState.BadCredentials;
        return Failure.certain(
                login ? FailureReason.BAD_CREDENTIALS : FailureReason.LINK_DOWN,
                "The gateway cannot send mail at present; it keeps trying.",
                state.advice().isEmpty() ? "not connected" : state.advice());
    }

    private Kept connection() throws MessagingException {
        while (true) {
            Kept kept;
            lock.lock();
            try {
                kept = idle.pollFirst();
            } finally {
                lock.unlock();
            }
            if (kept == null) {
                return new Kept(connect(sessions.smtp()), System.nanoTime(), 0);
            }
            if (System.nanoTime() - kept.usedAt() < FRESH_NANOS || kept.transport().isConnected()) {
                return kept;
            }
            close(kept.transport());
        }
    }

    private SMTPTransport connect(Session session) throws MessagingException {
        SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
        String password = server.user() == null ? null : server.password().reveal();
        transport.connect(server.host(), server.port(), server.user(), password);
        return transport;
    }

    private void giveBack(Kept kept) {
        lock.lock();
        try {
            if (!stopped && kept.mails() < MAILS_PER_CONNECTION) {
                idle.addFirst(new Kept(kept.transport(), System.nanoTime(), kept.mails() + 1));
                return;
            }
        } finally {
            lock.unlock();
        }
        close(kept.transport());
    }

    /// A connection could not be made: notes it, so that the keeper knocks.
    private Failure failed(MessagingException e) {
        LinkState down = ConnectTrouble.state(server, e);
        become(down);
        return failure(down);
    }

    private void become(LinkState next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        health.submission(next);
    }

    private void keepUp() {
        try {
            while (awaitTrouble()) {
                Duration pause = knock();
                lock.lock();
                try {
                    if (!stopped && !pause.isZero()) {
                        changed.awaitNanos(pause.toNanos());
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sleeps while all is well; false when stopped.
    private boolean awaitTrouble() throws InterruptedException {
        lock.lock();
        try {
            while (state instanceof LinkState.Up && !stopped) {
                changed.await();
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private Duration knock() {
        try {
            giveBack(new Kept(connect(sessions.smtp()), System.nanoTime(), 0));
            backoff.reset();
            slow.reset();
            become(new LinkState.Up());
            whenUp.run();
            return Duration.ZERO;
        } catch (MessagingException e) {
            LinkState down = ConnectTrouble.state(server, e);
            LOG.debug("Mail submission: {}", down.advice());
            become(down);
            return e instanceof AuthenticationFailedException ? slow.next() : backoff.next();
        }
    }

    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("Closing a submission connection: {}", e.getMessage());
        }
    }
}
