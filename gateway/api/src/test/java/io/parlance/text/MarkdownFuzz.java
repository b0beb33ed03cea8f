package io.parlance.text;

import io.parlance.fuzz.FuzzTarget;

import java.nio.charset.StandardCharsets;

/// CommonMark, as clients on MQTT write it.
final class MarkdownFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        Written.check(MarkdownReader.read(new String(input, StandardCharsets.UTF_8)));
    }
}
