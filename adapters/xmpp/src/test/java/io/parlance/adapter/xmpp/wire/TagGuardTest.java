package io.parlance.adapter.xmpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class TagGuardTest {
    private static final String MANY = " a='>'".repeat(TagGuard.ATTRIBUTES + 1);

    private static boolean passes(String xml) {
        TagGuard guard = new TagGuard();
        for (byte b : xml.getBytes(StandardCharsets.UTF_8)) {
            var _ = guard.bearable(new byte[] {b}, 0, 1);
        }
        return guard.fault() == null;
    }

    @Test
    void countsTheAttributesOfOneTag() {
        assertThat(passes("<a" + MANY + "/>")).isFalse();
        assertThat(passes("<a b='1'/>".repeat(1000))).isTrue();
        assertThat(passes("<a>" + MANY + "</a>")).isTrue();
    }

    @Test
    void seesTheEndOfASectionThatWasNotBegun() {
        assertThat(passes("<a>x]]>y</a>")).isFalse();
        assertThat(passes("<a>]]]></a>")).isFalse();
        assertThat(passes("<a>]] ></a>")).isTrue();
        assertThat(passes("<a b=']]>'>]]<b/>></a>")).isTrue();
    }

    @Test
    void quotationMarksElsewhereDoNotHideThem() {
        assertThat(passes("<a>it's</a><b" + MANY + "/>")).isFalse();
        assertThat(passes("<a b=\"'\" c='\"'><b" + MANY + "/>")).isFalse();
    }
}
