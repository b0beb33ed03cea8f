package io.parlance.conformance.probe;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;

import org.eclipse.angus.mail.imap.IMAPFolder;

import java.io.IOException;

/// A mailbox that is read as mail comes in, by IMAP. What was there before is not shown.
public final class Inbox implements AutoCloseable {
    private static final long POLL_MS = 250;

    private final String user;
    private final Reader reader;
    private final Store store;
    private final Thread thread;
    private volatile boolean closed;

    /// Somebody who reads; called on one thread.
    public interface Reader {
        /// A mail came.
        void take(Message mail) throws MessagingException, IOException;

        /// Nothing more will come, although nobody closed the inbox.
        void ended(Exception why);
    }

    /// Logs in.
    ///
    /// @param session has the IMAP server
    public Inbox(Session session, String user, String password, Reader reader)
            throws MessagingException {
        this.user = user;
        this.reader = reader;
        store = session.getStore("imap");
        store.connect(user, password);
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        int start = inbox.getMessageCount();
        thread = Thread.ofVirtual().name("inbox-" + user).start(() -> follow(inbox, start));
    }

    private void follow(IMAPFolder inbox, int start) {
        int seen = start;
        try (inbox) {
            while (!closed) {
                // NOOP makes the server tell what is new; IDLE would need a second connection to
                // stop.
                int count = inbox.getMessageCount();
                for (; seen < count; seen++) {
                    reader.take(inbox.getMessage(seen + 1));
                }
                synchronized (this) {
                    wait(POLL_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MessagingException | IOException e) {
            if (!closed) {
                reader.ended(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            store.close();
        } catch (MessagingException e) {
            throw new IOException("The mailbox of " + user + " did not close", e);
        }
    }
}
