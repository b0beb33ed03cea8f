package io.parlance.adapter.xmpp.wire;

import org.jspecify.annotations.Nullable;

/// Looks at the bytes before the parser does, for what it does not do well. There are no [Sections]
/// in them.
///
/// COMPAT: Aalto 1.3.4 sees the end of a CDATA section in plain text (XML 1.0 §2.4 forbids it) or
/// not, as the bytes happen to be cut.
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

    private final Utf8 utf8 = new Utf8();
    private int state = TEXT;
    private byte quote;
    private int brackets;
    private int attributes;
    private @Nullable StreamFault fault;

    /// How many of these bytes can be parsed: all, unless there is a [#fault()] then.
    int bearable(byte[] data, int from, int length) {
        for (int i = 0; i < length; i++) {
            if (!utf8.passes(data[from + i])) {
                fault = new StreamFault("not-well-formed", "These bytes are not UTF-8.");
            }
            step(data[from + i]);
            if (fault != null) {
                return i;
            }
        }
        return length;
    }

    /// What is wrong with the first byte that cannot be parsed; null if there was none.
    @Nullable StreamFault fault() {
        return fault;
    }

    private void step(byte b) {
        switch (state) {
            case TEXT -> text(b);
            case OPENED -> {
                brackets = 0;
                state = b == '>' ? TEXT : TAG;
            }
            case TAG -> tag(b);
            default -> state = b == quote ? TAG : VALUE;
        }
    }

    private void text(byte b) {
        if (b == '<') {
            state = OPENED;
            attributes = 0;
        } else if (b == '>' && brackets > 1) {
            fault = new StreamFault("not-well-formed", "A text holds ]]>.");
        }
        brackets = b == ']' ? brackets + 1 : 0;
    }

    private void tag(byte b) {
        if (b == '>') {
            state = TEXT;
        } else if (b == '"' || b == '\'') {
            quote = b;
            if (++attributes > ATTRIBUTES) {
                fault = new StreamFault("policy-violation", "A tag has too many attributes.");
            }
            state = VALUE;
        }
    }
}
