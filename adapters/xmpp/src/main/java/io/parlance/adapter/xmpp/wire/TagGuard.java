package io.parlance.adapter.xmpp.wire;

/// Counts the attributes of each start tag before the parser sees them.
///
/// COMPAT: Aalto 1.3.4 needs time that grows by the square of a tag's attributes and namespaces,
/// seconds for half a megabyte of them, and has no limit of its own. Values are quoted, so that the
/// quotation marks within a tag tell how many there are. One per stream.
final class TagGuard {
    /// Far more than any stanza has.
    static final int ATTRIBUTES = 256;

    private static final int TEXT = 0;
    private static final int OPENED = 1;
    private static final int TAG = 2;
    private static final int VALUE = 3;
    private static final int CDATA = 4;

    private int state = TEXT;
    private byte quote;
    private int brackets;
    private int attributes;

    /// Whether all tags up to the end of these bytes are bearable.
    boolean passes(byte[] data, int from, int length) {
        for (int i = from; i < from + length; i++) {
            step(data[i]);
            if (attributes > ATTRIBUTES) {
                return false;
            }
        }
        return true;
    }

    private void step(byte b) {
        switch (state) {
            case TEXT -> {
                if (b == '<') {
                    state = OPENED;
                    attributes = 0;
                }
            }
            case OPENED -> {
                brackets = 0;
                state = b == '!' ? CDATA : b == '>' ? TEXT : TAG;
            }
            case TAG -> tag(b);
            case VALUE -> state = b == quote ? TAG : VALUE;
            default -> cdata(b);
        }
    }

    private void tag(byte b) {
        if (b == '>') {
            state = TEXT;
        } else if (b == '"' || b == '\'') {
            quote = b;
            attributes++;
            state = VALUE;
        }
    }

    private void cdata(byte b) {
        if (b == '>' && brackets > 1) {
            state = TEXT;
        }
        brackets = b == ']' ? brackets + 1 : 0;
    }
}
