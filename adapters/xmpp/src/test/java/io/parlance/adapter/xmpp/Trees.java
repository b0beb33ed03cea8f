package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.StreamFault;
import io.parlance.adapter.xmpp.wire.StreamParser;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Looks into element trees for what a test expects to be there.
final class Trees {
    private Trees() {}

    static Element child(@Nullable Element parent, String name, String namespace) {
        return there(there(parent).child(name, namespace));
    }

    static Element first(Element parent) {
        return there(parent.firstChild());
    }

    static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "expected, but not there");
    }

    /// Parses one stanza of a component stream.
    static Element parse(String stanza) throws StreamFault {
        List<Element> parsed = new ArrayList<>();
        StreamParser.Listener listener =
                new StreamParser.Listener() {
                    @Override
                    public void opened(Element header) {}

                    @Override
                    public void element(Element element) {
                        parsed.add(element);
                    }

                    @Override
                    public void closed() {}
                };
        String header =
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'"
                        + " xmlns='jabber:component:accept' id='1'>";
        new StreamParser(listener, 100_000, 64, 1000)
                .feed((header + stanza).getBytes(StandardCharsets.UTF_8));
        return parsed.getFirst();
    }
}
