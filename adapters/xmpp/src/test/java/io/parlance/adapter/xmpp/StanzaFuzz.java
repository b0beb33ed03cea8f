package io.parlance.adapter.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.adapter.xmpp.wire.StreamFault;
import io.parlance.adapter.xmpp.wire.StreamParser;
import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What comes after the header of a component's stream: however the bytes are cut, they are the
/// same events or the same fault, and no exception but ours.
final class StanzaFuzz implements FuzzTarget {
    private static final byte[] HEADER =
            ("<stream:stream xmlns='jabber:component:accept'"
                            + " xmlns:stream='http://etherx.jabber.org/streams' id='1'>")
                    .getBytes(StandardCharsets.UTF_8);

    /// Not well-formed wherever it stands, so that no fault before it is still to be found.
    private static final byte[] END = "<]]><]".getBytes(StandardCharsets.UTF_8);

    private static final NetworkId XMPP = new NetworkId("xmpp");

    @Override
    public void read(byte[] input) {
        List<String> whole = events(input, input.length + 1);
        assertThat(events(input, 7)).isEqualTo(whole);
    }

    private static List<String> events(byte[] input, int cut) {
        Reading reading = new Reading();
        StreamParser parser = new StreamParser(reading, 64 * 1024, Stanzas.MAX_DEPTH, 1000);
        try {
            parser.feed(HEADER);
            for (int at = 0; at < input.length; at += cut) {
                parser.feed(Arrays.copyOfRange(input, at, Math.min(input.length, at + cut)));
            }
            parser.feed(END);
        } catch (StreamFault _) {
            reading.seen.add("fault");
        }
        return reading.seen;
    }

    private static final class Reading implements StreamParser.Listener {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void opened(Element header) {}

        @Override
        public void element(Element element) {
            if (!Stanzas.isStanza(element)) {
                return;
            }
            try {
                switch (element.name()) {
                    case "message" -> message(element);
                    case "presence" -> seen.add(XmppCodec.presence(Stanzas.presence(element)) + "");
                    default -> seen.add(Stanzas.iq(element).getStanzaId() + "");
                }
            } catch (MalformedStanza | InvalidValue _) {
                seen.add("refused");
            }
        }

        private void message(Element element) throws MalformedStanza {
            Event event =
                    MessageReader.event(
                            Stanzas.message(element),
                            element,
                            new Relations.Refs(
                                    id -> new NativeId(XMPP, "own " + id),
                                    id -> new NativeId(XMPP, "other " + id),
                                    id -> new NativeId(XMPP, "own " + id),
                                    id -> new NativeId(XMPP, "thread " + id),
                                    uri -> uri));
            MessageReader.trail(element);
            MessageReader.nick(element);
            seen.add(String.valueOf(event));
        }

        @Override
        public void closed() {
            seen.add("closed");
        }
    }
}
