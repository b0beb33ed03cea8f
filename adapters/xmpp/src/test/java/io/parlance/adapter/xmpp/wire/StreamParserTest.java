package io.parlance.adapter.xmpp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a server may send, cut anywhere, and what it may not.
final class StreamParserTest {
    private static final String HEADER =
            "<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams'"
                    + " xmlns='jabber:component:accept' id='1'>";
    private static final String STANZAS =
            "<message from='a@x.test' to='b@y.test' id='1' xml:lang='de'><body>grüß 👋 &amp;"
                    + " &lt;x&gt; &#x1F600;</body></message> \n"
                    + "<message xmlns:p='jabber:component:accept' id='2'><p:body><![CDATA[👋 <x>]]>"
                    + "</p:body></message>";

    private static final class Seen implements StreamParser.Listener {
        private final List<Element> elements = new ArrayList<>();
        private boolean opened;
        private boolean closed;

        @Override
        public void opened(Element header) {
            opened = "1".equals(header.attribute("id"));
        }

        @Override
        public void element(Element element) {
            elements.add(element);
        }

        @Override
        public void closed() {
            closed = true;
        }
    }

    private static Seen parse(String xml, int chunk) throws StreamFault {
        Seen seen = new Seen();
        StreamParser parser = new StreamParser(seen, 10_000, 64, 1000);
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            parser.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk)));
        }
        return seen;
    }

    @Test
    void readsTheSameHoweverTheBytesAreCut() throws Exception {
        String xml = HEADER + STANZAS + "</stream:stream>";
        for (int chunk = 1; chunk <= xml.length(); chunk++) {
            Seen seen = parse(xml, chunk);
            assertThat(seen.opened).isTrue();
            assertThat(seen.closed).isTrue();
            assertThat(seen.elements).hasSize(2);
            Message first = Stanzas.message(seen.elements.get(0));
            assertThat(first.getBody()).isEqualTo("grüß 👋 & <x> 😀");
            assertThat(first.getLanguage()).isEqualTo("de");
            assertThat(Stanzas.message(seen.elements.get(1)).getBody()).isEqualTo("👋 <x>");
        }
    }

    @Test
    void readsReadsLargerThanASlice() throws Exception {
        String xml = HEADER + STANZAS.repeat(200);
        assertThat(parse(xml, 100_000).elements).hasSize(400);
        assertThat(parse(xml, 9_973).elements).hasSize(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!-- x -->|restricted-xml",
                "<?pi x?>|restricted-xml",
                "<m>&lol;</m>|restricted-xml",
                "<a></b>|not-well-formed",
                "<a b=1/>|not-well-formed",
                "<a b='1' b='2'/>|not-well-formed",
                "<p:a/>|not-well-formed",
                "<a>\u0001</a>|not-well-formed",
            })
    void refuses(String hostile, String condition) {
        assertThatThrownBy(() -> parse(HEADER + hostile + "<x/>", 7))
                .isInstanceOfSatisfying(
                        StreamFault.class,
                        fault -> assertThat(fault.condition()).isEqualTo(condition));
    }

    @Test
    void refusesADocumentTypeWithEntities() {
        String laughs =
                "<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
                        + HEADER.substring(21)
                        + "<message><body>&b;</body></message>";
        assertThatThrownBy(() -> parse(laughs, 5)).isInstanceOf(StreamFault.class);
    }

    @Test
    void refusesDepthSizeAndCount() {
        List<String> hostile =
                List.of(
                        "<m>" + "<a>".repeat(70),
                        "<m><body>" + "x".repeat(20_000),
                        "<m a='" + "x".repeat(20_000),
                        "<" + "x".repeat(20_000),
                        "<m>" + "<a/>".repeat(1200));
        for (String xml : hostile) {
            assertThatThrownBy(() -> parse(HEADER + xml, 500))
                    .isInstanceOfSatisfying(
                            StreamFault.class,
                            fault -> assertThat(fault.condition()).isEqualTo("policy-violation"));
        }
    }

    @Test
    void refusesWhatIsNoUtf8() {
        Seen seen = new Seen();
        StreamParser parser = new StreamParser(seen, 10_000, 64, 1000);
        assertThatThrownBy(
                        () -> {
                            parser.feed((HEADER + "<m>").getBytes(StandardCharsets.UTF_8));
                            parser.feed(new byte[] {(byte) 0xC3, (byte) 0x28, '<', '/', 'm'});
                        })
                .isInstanceOf(StreamFault.class);
    }

    @Test
    void tellsNonsenseFromStanzas() throws Exception {
        Seen seen = parse(HEADER + "<presence><priority>x</priority></presence>", 4000);
        assertThatThrownBy(() -> Stanzas.presence(seen.elements.getFirst()))
                .isInstanceOf(MalformedStanza.class);
    }
}
