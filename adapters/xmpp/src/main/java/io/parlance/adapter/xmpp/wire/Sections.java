package io.parlance.adapter.xmpp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes CDATA sections (XML 1.0 §2.7) as the text that they stand for. One per stream.
///
/// COMPAT: Aalto 1.3.4 puts a bracket of a section over another character where the text fills the
/// parser's buffer. Servers hardly ever write sections, so most bytes pass untouched.
final class Sections {
    private static final byte[] OPEN = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AMP = "&amp;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LT = "&lt;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GT = "&gt;".getBytes(StandardCharsets.US_ASCII);

    private boolean within;

    /// How much of [#OPEN] the last bytes were, outside a section.
    private int opened;

    /// How many brackets the last bytes were, within one.
    private int brackets;

    /// The bytes without sections; what may begin or end one is kept until the next bytes tell.
    byte[] escaped(byte[] data) {
        if (!within && opened == 0 && !mayOpen(data)) {
            return data;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 64);
        for (byte b : data) {
            if (within) {
                inside(b, out);
            } else {
                outside(b, out);
            }
        }
        return out.toByteArray();
    }

    private static boolean mayOpen(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '<' && (i + 1 == data.length || data[i + 1] == '!')) {
                return true;
            }
        }
        return false;
    }

    private void outside(byte b, ByteArrayOutputStream out) {
        if (b != OPEN[opened]) {
            out.write(OPEN, 0, opened);
            opened = 0;
        }
        if (b != OPEN[opened]) {
            out.write(b);
        } else if (++opened == OPEN.length) {
            opened = 0;
            within = true;
        }
    }

    private void inside(byte b, ByteArrayOutputStream out) {
        if (b == ']') {
            brackets++;
            return;
        }
        within = b != '>' || brackets < 2;
        for (int i = within ? 0 : 2; i < brackets; i++) {
            out.write(']');
        }
        brackets = 0;
        if (within) {
            switch (b) {
                case '&' -> out.writeBytes(AMP);
                case '<' -> out.writeBytes(LT);
                case '>' -> out.writeBytes(GT);
                default -> out.write(b);
            }
        }
    }
}
