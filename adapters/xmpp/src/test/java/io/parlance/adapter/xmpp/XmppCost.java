package io.parlance.adapter.xmpp;

import static io.parlance.fuzz.Attack.repeated;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.adapter.xmpp.wire.StreamFault;
import io.parlance.adapter.xmpp.wire.StreamParser;
import io.parlance.fuzz.Attack;
import io.parlance.fuzz.CostTable;
import io.parlance.model.InvalidValue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a hostile stream of a megabyte costs, from the bytes to events. The limits of a stanza are
/// those of the link, so much of it is refused on the way.
final class XmppCost implements CostTable {
    private static final String HEADER =
            "<stream:stream xmlns='jabber:component:accept'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' id='1'>";
    private static final int STANZA = 500 * 1024;

    @Override
    public List<Attack> attacks() {
        List<Attack> all = new ArrayList<>();
        for (String unit :
                List.of(
                        "x",
                        "&lt;",
                        "&#x1F600;",
                        "<![CDATA[x]]>",
                        "\n",
                        "*a ",
                        "> ",
                        "_*a_ ",
                        "\u0301",
                        "\uD83D\uDE00")) {
            all.add(stanza("body " + unit, "<body>" + repeated(unit, STANZA) + "</body>"));
        }
        for (String unit :
                List.of(
                        "<a/>",
                        "<a>",
                        "<body>x</body>",
                        "<body xml:lang='L'>x</body>",
                        "<x xmlns='jabber:x:oob'/>",
                        "<a xmlns='L'/>",
                        "<reactions xmlns='urn:xmpp:reactions:0'/>")) {
            int count = STANZA / (unit.length() + 4);
            String children =
                    IntStream.range(0, Math.min(count, 19_000))
                            .mapToObj(i -> unit.replace("L", "l" + i))
                            .collect(Collectors.joining());
            all.add(stanza("children " + unit, children));
        }
        tags(all);
        streams(all);
        return all;
    }

    private static void tags(List<Attack> all) {
        all.add(attributes("attributes", " a%d=''"));
        all.add(attributes("namespaces", " xmlns:a%d='b'"));
        all.add(attributes("namespaces in use", " xmlns:a%1$d='b%1$d' a%1$d:c=''"));
        all.add(stanza("one long attribute", "<a b='" + repeated("&lt;", STANZA) + "'/>"));
        all.add(stanza("one long name", "<" + repeated("a", STANZA) + "/>"));
        String emoji = repeated("<reaction>\u2764</reaction>", 300_000);
        all.add(
                stanza(
                        "reactions",
                        "<reactions xmlns='urn:xmpp:reactions:0' id='1'>"
                                + emoji
                                + "</reactions>"));
        all.add(
                stanza(
                        "XHTML-IM",
                        "<body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                                + "<body xmlns='http://www.w3.org/1999/xhtml'>"
                                + repeated("<p><b>x</b></p>", 200_000)
                                + "</body></html>"));
    }

    private static void streams(List<Attack> all) {
        all.add(stream("blanks", repeated(" \n")));
        all.add(
                stream(
                        "small stanzas",
                        repeated("<message from='a@b' to='c@d'><body>x</body></message>")));
        all.add(stream("document type", "<!DOCTYPE a [" + repeated("<!ENTITY a 'b'>")));
        all.add(stream("processing instruction", "<?a " + repeated("b ")));
        all.add(stream("comment", "<!--" + repeated("-")));
        all.add(stream("unclosed", repeated("<message><body>")));
    }

    private static Attack attributes(String name, String form) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; all.length() < STANZA; i++) {
            all.append(form.formatted(i));
        }
        return stanza(name, "<a" + all + "/>");
    }

    private static Attack stanza(String name, String content) {
        return stream(
                name,
                "<message from='a@b.test/c' to='d@e.test' id='1' type='chat'>"
                        + content
                        + "</message>");
    }

    private static Attack stream(String name, String content) {
        return Attack.of(name, HEADER + content, XmppCost::read);
    }

    private static void read(byte[] stream) {
        StreamParser parser =
                new StreamParser(new Reading(), 512 * 1024, Stanzas.MAX_DEPTH, 20_000);
        try {
            parser.feed(stream);
        } catch (StreamFault _) {
            // Refused is an answer, too.
        }
    }

    private static final class Reading implements StreamParser.Listener {
        @Override
        public void opened(Element header) {}

        @Override
        public void element(Element element) {
            try {
                MessageReader.event(
                        Stanzas.message(element),
                        element,
                        new Relations.Refs(_ -> null, _ -> null, _ -> null, _ -> null, _ -> null));
            } catch (MalformedStanza | InvalidValue _) {
                // Refused is an answer, too.
            }
        }

        @Override
        public void closed() {}
    }
}
