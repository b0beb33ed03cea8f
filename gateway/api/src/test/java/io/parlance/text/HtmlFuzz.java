package io.parlance.text;

import io.parlance.fuzz.FuzzTarget;

import java.nio.charset.StandardCharsets;

/// HTML of Matrix, mail and XHTML-IM.
final class HtmlFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        String html = new String(input, StandardCharsets.UTF_8);
        for (HtmlReader.Dialect dialect : HtmlReader.Dialect.values()) {
            Written.check(HtmlReader.read(html, dialect));
        }
    }
}
