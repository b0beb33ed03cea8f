package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.RawElement;

import org.jivesoftware.smack.packet.XmlEnvironment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A multi-user chat room with an archive, as far as a gateway needs one.
final class NativeRoom implements Function<Element, String> {
    static final String JID = "den@rooms.xmpp.test";

    final Map<String, String> occupants = new LinkedHashMap<>();
    final Set<String> takenNicks = new TreeSet<>();
    final Set<String> banned = new TreeSet<>();

    /// The JIDs of those whom the room obeys.
    final Set<String> staff = new TreeSet<>(Set.of("matrix.xmpp.test/parlance"));

    final List<String> archive = new ArrayList<>();
    volatile String name = "Den";
    volatile boolean reflects = true;
    volatile boolean everybodySetsTheSubject = true;
    private int count;

    @Override
    public synchronized String apply(Element stanza) {
        String to = stanza.attribute("to", "");
        if (!to.startsWith(JID)) {
            return "";
        }
        String from = stanza.attribute("from", "");
        return switch (stanza.name()) {
            case "presence" -> presence(stanza, from, XmppAddresses.resource(to));
            case "message" -> message(stanza, from);
            default -> request(stanza, from);
        };
    }

    private String presence(Element stanza, String from, String nick) {
        if ("unavailable".equals(stanza.attribute("type"))) {
            occupants.remove(from);
            return "";
        }
        if (takenNicks.contains(nick) || banned.contains(from)) {
            String condition = banned.contains(from) ? "forbidden" : "conflict";
            return "<presence type='error' from='%s/%s' to='%s'><error type='auth'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>"
                    .formatted(JID, nick, from, condition);
        }
        occupants.put(from, nick);
        StringBuilder answer = new StringBuilder();
        for (String there : takenNicks) {
            answer.append(shown(there, from, "", ""));
        }
        return answer.append(shown(nick, from, "", "<status code='110'/>")).toString();
    }

    /// The presence of an occupant as the room shows it.
    static String shown(String nick, String to, String type, String more) {
        return "<presence from='%s/%s' to='%s'%s><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/>%s</x></presence>"
                .formatted(JID, nick, to, type, more);
    }

    private String message(Element stanza, String from) {
        if (!"groupchat".equals(stanza.attribute("type")) || !reflects) {
            return "";
        }
        String id = stanza.attribute("id", "");
        if (stanza.child("subject", "jabber:client") != null && !everybodySetsTheSubject) {
            return ("<message type='error' from='%s' to='%s' id='%s'><error type='auth'><forbidden"
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
                    .formatted(JID, from, id);
        }
        StringBuilder content = new StringBuilder();
        for (Element child : stanza.children()) {
            content.append(new RawElement(child).toXML(new XmlEnvironment("jabber:client")));
        }
        return tell(occupants.getOrDefault(from, "nobody"), id, content.toString());
    }

    /// Somebody says something: every occupant gets it, and the archive.
    String say(String nick, String id, String body) {
        return tell(nick, id, "<body>" + body + "</body>");
    }

    /// A message of somebody with this content: every occupant gets it, and the archive.
    synchronized String tell(String nick, String id, String inner) {
        count++;
        String content = "type='groupchat' from='%s/%s' id='%s'>%s".formatted(JID, nick, id, inner);
        archive.add(content);
        StringBuilder copies = new StringBuilder();
        for (String occupant : occupants.keySet()) {
            copies.append("<message to='%s' %s".formatted(occupant, content))
                    .append(
                            "<stanza-id xmlns='urn:xmpp:sid:0' by='%s' id='s%d'/>"
                                    .formatted(JID, count))
                    .append("</message>");
        }
        return copies.toString();
    }

    private String request(Element iq, String from) {
        String head =
                "<iq type='result' from='%s' to='%s' id='%s'>"
                        .formatted(JID, from, iq.attribute("id"));
        Element query = iq.firstChild();
        if (query != null
                && query.namespace().equals("http://jabber.org/protocol/muc#admin")
                && !staff.contains(from)) {
            return ("<iq type='error' from='%s' to='%s' id='%s'><error type='cancel'><not-allowed"
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
                    .formatted(JID, from, iq.attribute("id"));
        }
        if (query != null && query.namespace().equals(Archive.MAM)) {
            return archived(query, from)
                    + head
                    + "<fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>";
        }
        return head
                + "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='conference' type='text' name='%s'/>".formatted(name)
                + "<feature var='urn:xmpp:mam:2'/></query></iq>";
    }

    private String archived(Element query, String from) {
        Element set = query.child("set", "http://jabber.org/protocol/rsm");
        Element after = set == null ? null : set.child("after", "http://jabber.org/protocol/rsm");
        int start = after == null ? 0 : Integer.parseInt(after.text().substring(1));
        StringBuilder results = new StringBuilder();
        for (int i = start; i < archive.size(); i++) {
            results.append(
                            "<message from='%s' to='%s'><result xmlns='urn:xmpp:mam:2' queryid='%s' id='s%d'>"
                                    .formatted(JID, from, query.attribute("queryid"), i + 1))
                    .append(
                            "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'"
                                    + " stamp='2026-01-02T03:04:05Z'/>")
                    .append("<message xmlns='jabber:client' ")
                    .append(archive.get(i))
                    .append("</message></forwarded></result></message>");
        }
        return results.toString();
    }
}
