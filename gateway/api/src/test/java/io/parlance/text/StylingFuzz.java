package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.text.RichText;

import java.nio.charset.StandardCharsets;

/// Message Styling, as clients on XMPP write it.
final class StylingFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RichText read = StylingReader.read(text);
        Written.check(read);
        // What came styled goes on as it came.
        assertThat(StylingWriter.write(text, read).text()).isEqualTo(text);
    }
}
