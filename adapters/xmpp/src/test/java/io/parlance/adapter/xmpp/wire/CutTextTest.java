package io.parlance.adapter.xmpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text is the same however the bytes are cut.
final class CutTextTest {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("]", "]]", "\r", "\n", "\r\n", "a", "\u00e9", "\ud83d\ude00", ">")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    private static String read(String xml, int cut) throws StreamFault {
        return read(("<s><m>" + xml + "</m>").getBytes(StandardCharsets.UTF_8), cut);
    }

    private static String read(byte[] bytes, int cut) throws StreamFault {
        List<String> seen = new ArrayList<>();
        StreamParser parser =
                new StreamParser(
                        new StreamParser.Listener() {
                            @Override
                            public void opened(Element header) {}

                            @Override
                            public void element(Element element) {
                                seen.add(element.attribute("a", "") + element.text());
                            }

                            @Override
                            public void closed() {}
                        },
                        100_000,
                        10,
                        100);
        for (int at = 0; at < bytes.length; at += cut) {
            parser.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + cut)));
        }
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    @Property(tries = 2000)
    void inASection(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 9) int cut)
            throws Exception {
        String inside = text.replace("]]>", "]]-");
        assertThat(read("x<![CDATA[" + inside + "]]>y", cut)).isEqualTo("x" + lines(inside) + "y");
    }

    /// Longer than the parser's first buffer of 500 characters.
    @Property(tries = 500)
    void inALongSection(
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 480, max = 520) int before,
            @ForAll @IntRange(min = 1, max = 600) int cut)
            throws Exception {
        inASection("a".repeat(before) + text, cut);
    }

    @Property(tries = 2000)
    void inAnAttribute(
            @ForAll @IntRange(min = 0, max = 90) int before,
            @ForAll @IntRange(min = 1, max = 9) int cut)
            throws Exception {
        String value = "a".repeat(before) + "\u00e9\u20ac\ud83d\ude00".repeat(20);
        byte[] whole = ("<s><m a='" + value + "'/>").getBytes(StandardCharsets.UTF_8);
        assertThat(read(whole, cut)).isEqualTo(value);
    }

    @Property(tries = 2000)
    void inPlainText(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 9) int cut)
            throws Exception {
        assertThat(read("x" + text.replace(">", "&gt;") + "y", cut))
                .isEqualTo("x" + lines(text) + "y");
    }
}
