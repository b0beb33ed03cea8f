package io.parlance.adapter.xmpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

final class Utf8Test {
    private static final byte[] END = {'.'};

    /// With a plain letter behind, so that nothing is unfinished.
    private static boolean passes(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        boolean all = true;
        for (byte b : bytes) {
            all &= utf8.passes(b);
        }
        return all && utf8.passes(END[0]);
    }

    private static boolean decodes(byte[] bytes) {
        ByteBuffer whole = ByteBuffer.allocate(bytes.length + 1).put(bytes).put(END).flip();
        try {
            StandardCharsets.UTF_8.newDecoder().decode(whole);
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    @Property(tries = 2000)
    void agreesWithTheDecoderOnAnyBytes(@ForAll byte[] bytes) {
        assertThat(passes(bytes)).isEqualTo(decodes(bytes));
    }

    @Property(tries = 2000)
    void agreesWithTheDecoderOnOneBrokenByte(
            @ForAll String text, @ForAll int at, @ForAll byte other) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[Math.floorMod(at, bytes.length)] = other;
        }
        assertThat(passes(bytes)).isEqualTo(decodes(bytes));
    }
}
