package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.target.Account;

import org.w3c.dom.Element;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The other account of an XMPP client, which owns the room too: XEP-0045 §8.2 lets nobody be put
/// out by those who are less, and servers put out no owner at all.
final class XmppCompanion implements AutoCloseable {
    /// How templates begin that are for the companion.
    static final String MARK = "COMPANION ";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConcurrentHashMap<String, CountDownLatch> asked = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final XmppStream stream;

    private XmppCompanion(Account account) throws IOException {
        stream = XmppStream.open(account, this::take);
    }

    /// Logs in.
    static XmppCompanion open(Account account) throws IOException {
        return new XmppCompanion(account);
    }

    /// Sends an IQ and waits until it was done.
    void ask(String iq, String id) throws IOException, InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        asked.put(id, answered);
        stream.write(iq);
        if (!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || refused.remove(id)) {
            throw new IOException("the companion's request was not done: " + iq);
        }
    }

    private void take(Element stanza) {
        CountDownLatch answered = asked.remove(stanza.getAttribute("id"));
        if (answered != null) {
            if (stanza.getAttribute("type").equals("error")) {
                refused.add(stanza.getAttribute("id"));
            }
            answered.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
