package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.Backoff;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.util.XmlStringBuilder;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// One component stream (XEP-0114), kept up: it connects, shakes hands, and connects again with
/// backoff whenever the stream ends. Writes of one turn of the event loop leave together. Confined
/// to it.
final class XmppLink {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(XmppLink.class);

    /// A link that held for this long has earned a quick reconnect.
    private static final Duration STABLE = Duration.ofSeconds(10);

    private static final int FLUSH_AT = 32 * 1024;

    private final Loop loop;
    private final XmppConfig config;
    private final String domain;
    private final NetClient client;
    private final Listener listener;
    private final Backoff backoff;
    private final Requests requests;
    private final Fence fence;
    private final StringBuilder out = new StringBuilder();
    private boolean flushing;
    private @Nullable ComponentStream stream;
    private boolean up;
    private boolean paused;
    private boolean stopped;
    private long retryTimer = -1;
    private long stableTimer = -1;

    /// Who is told what happens on a link.
    interface Listener {
        /// The link's state as the operator should see it.
        void state(XmppLink link, LinkState state);

        /// The server took the handshake.
        void up(XmppLink link);

        /// The stream ended after it was up.
        void down(XmppLink link);

        /// A message, presence, or IQ that answers none of ours.
        void stanza(XmppLink link, Element stanza);
    }

    /// A link for the component `domain`; `client` must be kept referenced by the caller's field
    /// too.
    XmppLink(Loop loop, XmppConfig config, String domain, NetClient client, Listener listener) {
        this.loop = loop;
        this.config = config;
        this.domain = domain;
        this.client = client;
        this.listener = listener;
        this.backoff = new Backoff(FIRST_WAIT, config.reconnect());
        this.requests = new Requests(loop, config.timeout());
        this.fence = new Fence(this::ping);
    }

    /// The component's domain.
    String domain() {
        return domain;
    }

    /// Whether stanzas can be written now.
    boolean isUp() {
        return up;
    }

    /// Connects, and goes on trying until [#stop].
    void connect() {
        retryTimer = -1;
        listener.state(this, new LinkState.Connecting());
        client.connect(config.port(), config.host())
                .onComplete(
                        connected ->
                                loop.run(
                                        () -> {
                                            if (connected.succeeded()) {
                                                open(connected.result());
                                            } else {
                                                unreachable(connected.cause());
                                            }
                                        }));
    }

    private void unreachable(Throwable cause) {
        String where = config.host() + ":" + config.port();
        retry(
                new LinkState.Down(
                        "Nothing accepts components at "
                                + where
                                + " ("
                                + cause.getMessage()
                                + "); is the XMPP server running, and is this its component port?"),
                backoff.next());
    }

    private void open(NetSocket socket) {
        if (stopped) {
            socket.close();
            return;
        }
        ComponentStream opened = new ComponentStream(loop, config, domain, socket, this::arrived);
        stream = opened;
        opened.ended().onSuccess(end -> loop.run(() -> ended(opened, end)));
        opened.ready().onSuccess(_ -> loop.run(this::nowUp));
        opened.pause(paused);
        opened.start();
    }

    private void nowUp() {
        up = true;
        log.debug("Component {} is connected", domain);
        stableTimer = loop.after(STABLE, backoff::reset);
        listener.state(this, new LinkState.Up());
        listener.up(this);
    }

    private void ended(ComponentStream which, ComponentStream.End end) {
        if (which != stream) {
            return;
        }
        stream = null;
        loop.cancel(stableTimer);
        out.setLength(0);
        boolean was = up;
        up = false;
        fence.broken(FailureReason.LINK_DOWN, "the stream of " + domain + " ended: " + end.why());
        requests.abandon("The stream of " + domain + " ended.");
        if (was) {
            listener.down(this);
        }
        if (!stopped) {
            boolean mendable = end.state() instanceof LinkState.Down;
            retry(end.state(), mendable ? backoff.next() : backoff.slow());
        }
    }

    private void retry(LinkState state, Duration delay) {
        if (stopped) {
            return;
        }
        log.debug(
                "Component {}: {} Next attempt in {} ms.",
                domain,
                state.advice(),
                delay.toMillis());
        listener.state(this, state);
        retryTimer = loop.after(delay, this::connect);
    }

    private void arrived(Element element) {
        boolean answer =
                element.name().equals("iq")
                        && !element.attribute("type", "").equals("get")
                        && !element.attribute("type", "").equals("set");
        if (!answer) {
            listener.stanza(this, element);
        } else if (!requests.answered(element)) {
            log.debug("An answer to nothing, from {}", element.attribute("from"));
        }
    }

    /// Writes a stanza; it leaves at the end of this turn of the event loop. Lost if the link is
    /// down.
    void write(Stanza stanza) {
        write(Stanzas.text(stanza));
    }

    /// Writes XML; it leaves at the end of this turn of the event loop. Lost if the link is down.
    void write(CharSequence xml) {
        if (!up) {
            return;
        }
        out.append(xml);
        if (out.length() >= FLUSH_AT) {
            send();
        }
        // Also after sending: whoever wrote waits at the fence only once this has returned, and the
        // question to the server must come behind that.
        if (!flushing) {
            flushing = true;
            loop.later(this::flush);
        }
    }

    private void flush() {
        if (up) {
            fence.ask();
        }
        flushing = false;
        send();
    }

    private void send() {
        ComponentStream now = stream;
        if (now != null && !out.isEmpty()) {
            now.write(Buffer.buffer(out.toString()));
        }
        out.setLength(0);
    }

    /// Writes a stanza and tells what became of it: `whenTaken` once the server has taken it.
    Future<Outcome> deliver(Stanza stanza, Outcome whenTaken) {
        if (!up) {
            return Future.succeededFuture(Outcome.deferred(down()));
        }
        write(stanza);
        return fence.await(whenTaken);
    }

    /// What became of all that was written in this turn: `whenTaken` once the server has taken it.
    Future<Outcome> taken(Outcome whenTaken) {
        if (!up) {
            return Future.succeededFuture(Outcome.deferred(down()));
        }
        write("");
        return fence.await(whenTaken);
    }

    /// Why nothing can be delivered now.
    Failure down() {
        return Failure.certain(
                FailureReason.LINK_DOWN,
                "The XMPP server is not reachable now.",
                "component " + domain + " is not connected");
    }

    private void ping() {
        Ping ping = new Ping(Jids.of(config.domain()));
        ping.setFrom(Jids.of(domain));
        request(ping)
                .onComplete(
                        done -> {
                            if (done.succeeded()) {
                                fence.answered();
                            } else {
                                hanging();
                            }
                        });
    }

    private void hanging() {
        ComponentStream now = stream;
        fence.broken(FailureReason.TIMEOUT, config.domain() + " did not answer a ping in time");
        if (now != null) {
            now.abort(new LinkState.Down("The XMPP server does not answer; reconnecting."));
        }
    }

    /// Asks and waits: the answer is of type result or error. Fails with [Requests.NoAnswer].
    Future<Element> request(IQ iq) {
        if (!up) {
            return Future.failedFuture(new Requests.NoAnswer(domain + " is not connected."));
        }
        String id = requests.nextId();
        iq.setStanzaId(id);
        Future<Element> answer = requests.expect(id, String.valueOf(iq.getTo()));
        write(iq);
        return answer;
    }

    /// Asks by an IQ of type set that holds this XML; as above.
    Future<Element> request(String from, String to, CharSequence content) {
        if (!up) {
            return Future.failedFuture(new Requests.NoAnswer(domain + " is not connected."));
        }
        String id = requests.nextId();
        Future<Element> answer = requests.expect(id, to);
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement("iq").attribute("type", "set").attribute("id", id);
        xml.attribute("from", from).attribute("to", to).rightAngleBracket();
        write(xml.append(content).closeElement("iq"));
        return answer;
    }

    /// Stops or resumes reading, so that a slow hub slows the server down.
    void pause(boolean stop) {
        paused = stop;
        ComponentStream now = stream;
        if (now != null) {
            now.pause(stop);
        }
    }

    /// Says goodbye, takes what is still on its way here, and closes; nothing is tried again.
    /// Completes when nothing more will come.
    Future<Void> stop() {
        stopped = true;
        if (retryTimer >= 0) {
            loop.cancel(retryTimer);
        }
        flush();
        ComponentStream now = stream;
        if (now == null) {
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        now.ended().onComplete(_ -> closed.tryComplete());
        // Before the goodbye is answered nothing may be written, and nothing is down either.
        up = false;
        now.leave();
        return closed.future();
    }
}
