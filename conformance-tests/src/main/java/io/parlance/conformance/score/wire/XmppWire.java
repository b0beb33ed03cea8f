package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.target.Account;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// An XMPP client (RFC 6120, RFC 6121, XEP-0045).
public final class XmppWire implements Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    private final Account account;
    private final Arrivals arrivals = new Arrivals();
    private final XmppStream stream;
    private final FileHost files;
    private final @Nullable XmppCompanion companion;

    /// Logs in.
    public XmppWire(Account account, FileHost files) throws IOException {
        this.account = account;
        this.files = files;
        Account other = account.other();
        companion = other == null ? null : XmppCompanion.open(other);
        stream = XmppStream.open(account, this::take);
        stream.write("<presence/>");
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public Bindings names(String place, boolean room) {
        return new Bindings(
                Map.of(
                        "to",
                        place,
                        "type",
                        room ? "groupchat" : "chat",
                        "me",
                        account.address(),
                        "nick",
                        account.nick(),
                        "rooms",
                        account.room().replaceFirst(".*@", "")));
    }

    /// `<message>` gets `to`, `type` and `id` where the template has none; what begins with
    /// `COMPANION` is done by the other account, if there is one.
    @Override
    public Sent send(String template, Bindings names) throws IOException, InterruptedException {
        String raw = names.expand(template, XmlText::escape).strip();
        if (raw.startsWith("<message>")) {
            String head =
                    names.expand("<message to='{to}' type='{type}' id='{id}'>", XmlText::escape);
            raw = head + raw.substring("<message>".length());
        }
        Sent sent = new Sent(names.value("id"), raw, System.nanoTime());
        if (raw.startsWith(XmppCompanion.MARK)) {
            if (companion != null) {
                companion.ask(raw.substring(XmppCompanion.MARK.length()), sent.id());
            }
            return sent;
        }
        stream.write(raw);
        if (raw.startsWith("<iq ")) {
            answered(sent.id());
        }
        return sent;
    }

    private void answered(String id) throws IOException, InterruptedException {
        Arrival answer = await("", a -> a.id().equals(id) && a.facts().first("kind").equals("iq"));
        if (answer == null) {
            throw new IOException("no answer to the request");
        }
        Facts facts = answer.facts();
        for (String unknown : List.of("service-unavailable", "feature-not-implemented")) {
            if (!facts.all("error/" + unknown + "{" + STANZAS + "}").isEmpty()) {
                throw new Refused(unknown);
            }
        }
        if (facts.all("@type").contains("error")) {
            throw new IOException("the server answered " + answer.raw());
        }
    }

    /// In a room the id that the room gave (XEP-0359), which its reflection tells.
    @Override
    public String ownRef(Sent sent, boolean room) throws InterruptedException {
        if (!room) {
            return sent.id();
        }
        Arrival own = await("", a -> a.room() != null && a.id().equals(sent.id()));
        return own == null ? sent.id() : own.ref();
    }

    @Override
    public void enter(String room, boolean make) throws IOException, InterruptedException {
        String me = XmlText.escape(room + "/" + account.nick());
        stream.write(
                "<presence to='"
                        + me
                        + "'><x xmlns='http://jabber.org/protocol/muc'>"
                        + "<history maxstanzas='0'/></x></presence>");
        Arrival in =
                await(
                        room,
                        a ->
                                a.facts().all(XmppFacts.MUC_USER + "/status@code").contains("110")
                                        || a.facts().all("@type").contains("error"));
        if (in == null || in.facts().all("@type").contains("error")) {
            throw new IOException(room + " cannot be entered: " + (in == null ? "" : in.raw()));
        }
        if (make) {
            stream.write(
                    "<iq type='set' id='"
                            + UUID.randomUUID()
                            + "' to='"
                            + XmlText.escape(room)
                            + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                            + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
            for (String each : account.staff()) {
                affiliate(room, each, "admin");
            }
            Account.Companion other = account.companion();
            if (other != null) {
                affiliate(room, other.address(), "owner");
            }
        }
    }

    private void affiliate(String room, String who, String affiliation) throws IOException {
        stream.write(
                "<iq type='set' id='%s' to='%s'>".formatted(UUID.randomUUID(), to(room))
                        + "<query xmlns='http://jabber.org/protocol/muc#admin'>"
                        + "<item affiliation='%s' jid='%s'/>".formatted(affiliation, to(who))
                        + "</query></iq>");
    }

    private static String to(String address) {
        return XmlText.escape(address);
    }

    private @Nullable Arrival await(String room, Predicate<Arrival> wished)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int seen;
        do {
            var all = arrivals.since(0);
            seen = all.size();
            for (Arrival each : all.reversed()) {
                if ((room.isEmpty() || room.equals(each.room())) && wished.test(each)) {
                    return each;
                }
            }
        } while (arrivals.awaitMore(seen, end));
        return null;
    }

    @Override
    public void befriend(String ghost) throws IOException {
        stream.write("<presence type='subscribe' to='" + XmlText.escape(ghost) + "'/>");
    }

    @Override
    public String host(String name, String type, byte[] content) {
        return files.host(name, type, content);
    }

    private void take(Element stanza) {
        Facts facts = XmppFacts.of(stanza);
        String from = stanza.getAttribute("from");
        String bare = from.replaceFirst("/.*", "");
        String type = stanza.getAttribute("type");
        String kind = stanza.getLocalName();
        if (kind.equals("iq") && (type.equals("get") || type.equals("set"))) {
            answer(stanza, from, type);
            return;
        }
        if (kind.equals("presence") && type.equals("subscribe")) {
            reply("<presence type='subscribed' to='" + XmlText.escape(bare) + "'/>");
        }
        boolean group = XmppFacts.ofRoom(stanza, facts);
        boolean mucError = type.equals("error") && account.room().equals(bare);
        String id = stanza.getAttribute("id");
        String given = facts.first("stanza-id{urn:xmpp:sid:0}@id");
        String origin = facts.first("origin-id{urn:xmpp:sid:0}@id");
        String ref = group ? given : origin;
        arrivals.add(
                new Arrival(
                        System.nanoTime(),
                        group || mucError ? bare : null,
                        id,
                        ref.isEmpty() ? id : ref,
                        facts.first("body"),
                        XmlText.of(stanza),
                        facts));
    }

    /// Servers and bridges ask whether somebody is there, and what they can.
    private void answer(Element iq, String from, String type) {
        Element query = (Element) iq.getFirstChild();
        String space = query == null ? "" : String.valueOf(query.getNamespaceURI());
        String head =
                " id='%s' to='%s'"
                        .formatted(XmlText.escape(iq.getAttribute("id")), XmlText.escape(from));
        if (space.equals("urn:xmpp:ping") || type.equals("set")) {
            reply("<iq type='result'" + head + "/>");
        } else if (space.equals("http://jabber.org/protocol/disco#info")) {
            reply("<iq type='result'" + head + ">" + Features.DISCO + "</iq>");
        } else {
            reply(
                    "<iq type='error'"
                            + head
                            + "><error type='cancel'><service-unavailable"
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        }
    }

    private void reply(String stanza) {
        try {
            stream.write(stanza);
        } catch (IOException _) {
            // The stream ends; whoever waits for something on it will say so.
        }
    }

    @Override
    public void close() throws IOException {
        if (companion != null) {
            companion.close();
        }
        stream.close();
    }
}
