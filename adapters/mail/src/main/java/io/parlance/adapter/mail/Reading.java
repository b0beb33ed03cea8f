package io.parlance.adapter.mail;

import io.parlance.spi.Backoff;
import io.parlance.spi.StateStore;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;

import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The reading of an open folder from a cursor on. One thread.
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final IMAPFolder folder;
    private final MailConfig config;
    private final StateStore store;
    private final MailTaker taker;
    private final CountDownLatch stopped;
    private final boolean unseenOnly;
    private final long againUpTo;
    private Cursor cursor;

    Reading(
            IMAPFolder folder,
            MailConfig config,
            StateStore store,
            MailTaker taker,
            CountDownLatch stopped,
            Cursor cursor,
            boolean again,
            boolean unseenOnly)
            throws MessagingException {
        this.folder = folder;
        this.config = config;
        this.store = store;
        this.taker = taker;
        this.stopped = stopped;
        this.cursor = cursor;
        this.unseenOnly = unseenOnly;
        this.againUpTo = again ? folder.getUIDNext() - 1 : 0;
    }

    /// Takes every mail beyond the cursor, oldest first; how many were taken.
    int takeNew() throws MessagingException, IOException, InterruptedException {
        Message[] messages = folder.getMessagesByUID(cursor.uid() + 1, UIDFolder.LASTUID);
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        profile.add(FetchProfile.Item.FLAGS);
        folder.fetch(messages, profile);
        int taken = 0;
        for (Message message : messages) {
            // A range up to `*` always holds the last mail, also one before its start (RFC 9051
            // §9).
            if (stopped.getCount() > 0 && folder.getUID(message) > cursor.uid()) {
                taken += takeOne((IMAPMessage) message) ? 1 : 0;
            }
        }
        return taken;
    }

    private boolean takeOne(IMAPMessage message)
            throws MessagingException, IOException, InterruptedException {
        long uid = folder.getUID(message);
        boolean wanted;
        try {
            wanted = !(unseenOnly && message.isSet(Flags.Flag.SEEN));
            if (wanted && !offer(message, uid)) {
                return false;
            }
        } catch (MessageRemovedException _) {
            LOG.info("Mail {} was removed before it could be read", uid);
            wanted = false;
        }
        cursor = cursor.at(uid);
        Await.result(store.put(Mailbox.CURSOR, cursor.toString()));
        if (wanted) {
            mark(message);
        }
        return wanted;
    }

    /// Offers a mail until it is taken; false if the adapter stops before.
    private boolean offer(IMAPMessage message, long uid)
            throws MessagingException, InterruptedException {
        boolean large = message.getSize() > config.maxMessage();
        byte[] bytes = large ? header(message) : whole(message);
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));
        while (stopped.getCount() > 0) {
            try {
                if (large) {
                    taker.tooLarge(bytes, message.getSize(), uid <= againUpTo);
                } else {
                    taker.take(bytes, uid <= againUpTo);
                }
                return true;
            } catch (IOException e) {
                LOG.warn(
                        "The gateway did not take mail {} and is asked again: {}",
                        uid,
                        e.getMessage());
                stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return false;
    }

    private static byte[] whole(IMAPMessage message) throws MessagingException {
        // Large enough at once, for growing would hold it twice.
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(0, message.getSize()) + 512);
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new MessagingException(e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private static byte[] header(IMAPMessage message) throws MessagingException {
        Enumeration<String> lines = message.getAllHeaderLines();
        String text = String.join("\r\n", Collections.list(lines)) + "\r\n\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void mark(IMAPMessage message) throws MessagingException {
        try {
            switch (config.after()) {
                case KEEP -> {}
                case SEEN -> message.setFlag(Flags.Flag.SEEN, true);
                case DELETE -> {
                    message.setFlag(Flags.Flag.DELETED, true);
                    folder.expunge(new Message[] {message});
                }
            }
        } catch (MessageRemovedException _) {
            LOG.debug("A mail was removed by somebody else");
        }
    }
}
