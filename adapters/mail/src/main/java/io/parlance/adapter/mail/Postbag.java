package io.parlance.adapter.mail;

import io.parlance.spi.StateStore;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// Mail that this adapter itself has to send: answers to refused mail, and a room's mail to its
/// other mail members. It is durable before the mailbox's cursor moves on, and tried whenever the
/// submission works; after a crash it may go out twice, under the same Message-ID.
final class Postbag {
    private static final Logger LOG = LoggerFactory.getLogger(Postbag.class);
    private static final String PREFIX = "post/";

    private final StateStore store;
    private final Submission submission;
    private final Enclosing enclosing;
    private final Executor executor;
    private final String postmaster;
    private final ReentrantLock emptying = new ReentrantLock();

    Postbag(
            StateStore store,
            Submission submission,
            Enclosing enclosing,
            Executor executor,
            String postmaster) {
        this.store = store;
        this.submission = submission;
        this.enclosing = enclosing;
        this.executor = executor;
        this.postmaster = postmaster;
    }

    /// Keeps a mail for these recipients; durable when it returns. The same key replaces.
    void put(String key, SMTPMessage message, List<String> recipients)
            throws IOException, InterruptedException, MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        String from = message.getEnvelopeFrom();
        String value =
                from
                        + "\n"
                        + String.join(" ", recipients)
                        + "\n"
                        + bytes.toString(StandardCharsets.UTF_8);
        Await.result(store.put(PREFIX + MessageIds.digest(key), value));
    }

    /// Takes a mail out again, unsent.
    void remove(String key) throws IOException, InterruptedException {
        Await.result(store.remove(PREFIX + MessageIds.digest(key)));
    }

    /// Sends what is there, on a thread of its own.
    void send() {
        executor.execute(this::empty);
    }

    private void empty() {
        emptying.lock();
        try {
            for (Map.Entry<String, String> entry : Await.result(store.list(PREFIX)).entrySet()) {
                one(entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            LOG.warn("Own mail stays for later: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            emptying.unlock();
        }
    }

    private void one(String key, String value) throws IOException, InterruptedException {
        String[] parts = value.split("\n", 3);
        Submitted result;
        try {
            byte[] bytes = parts[2].getBytes(StandardCharsets.UTF_8);
            result = sent(StoredMail.read(bytes), parts[0], List.of(parts[1].split(" ", -1)));
        } catch (MessagingException e) {
            LOG.error("Own mail {} cannot be read back and is dropped: {}", key, e.getMessage());
            Await.result(store.remove(key));
            return;
        }
        result.refused()
                .forEach(
                        (who, why) ->
                                LOG.warn("Own mail to {} was refused: {}", who, why.detail()));
        if (result.deferred().isEmpty()) {
            Await.result(store.remove(key));
        } else {
            String rest = String.join(" ", result.deferred().keySet());
            Await.result(store.put(key, parts[0] + "\n" + rest + "\n" + parts[2]));
        }
    }

    private Submitted sent(StoredMail.Noted mail, String from, List<String> recipients)
            throws InterruptedException, MessagingException {
        SMTPMessage message = mail.message();
        message.setEnvelopeFrom(from);
        if (!mail.files().isEmpty()) {
            try (Enclosing.Opened opened = enclosing.open(mail.files())) {
                mail.enclose(opened);
                return submission.send(message, recipients);
            }
        }
        return from.equals("<>")
                ? submission.sendReport(message, recipients, postmaster)
                : submission.send(message, recipients);
    }
}
