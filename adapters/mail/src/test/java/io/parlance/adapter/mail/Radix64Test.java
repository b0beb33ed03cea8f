package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

final class Radix64Test {
    @Property(tries = 200)
    void readsWhatWasWritten(@ForAll byte[] bytes) throws IOException {
        byte[] raw = Base64.getMimeEncoder().encode(bytes);
        assertThat(new Radix64(new ByteArrayInputStream(raw)).readAllBytes()).isEqualTo(bytes);
        assertThat(Radix64.size(new ByteArrayInputStream(raw))).isEqualTo(bytes.length);
    }

    @Property(tries = 200)
    void readsAnythingLikeTheOtherReader(@ForAll String text) throws IOException {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] expected = Transfer.base64(raw);
        assertThat(new Radix64(new ByteArrayInputStream(raw)).readAllBytes()).isEqualTo(expected);
        assertThat(Radix64.size(new ByteArrayInputStream(raw))).isEqualTo(expected.length);
    }
}
