package io.parlance.text;

import io.parlance.model.text.RichText;

/// How much work a text of HTML would be for a parser, found by a look at its characters: tags and
/// attributes cost far more than their length, and some nestings of tags far more than others. One
/// of these is what may be parsed for one message, in however many texts it comes. Not for several
/// threads.
public final class HtmlBulk {
    private static final int LENGTH = 1024 * 1024;

    /// Each piece of a text costs a tag, so more tags than pieces are of no use.
    private static final int TAGS = RichText.NODES;

    private static final int ATTRIBUTES = 30_000;

    private int length;
    private int tags;
    private int attributes;
    private boolean within;
    private char quote;
    private char before;

    /// Whether a message's only text can be parsed in a time that nobody notices.
    public static boolean bearable(String html) {
        return new HtmlBulk().takes(html);
    }

    /// Whether this text, too, can be parsed in such a time, and counts it if so.
    public boolean takes(String html) {
        if (html.length() > LENGTH - length) {
            return false;
        }
        HtmlBulk one = new HtmlBulk();
        for (int i = 0; i < html.length(); i++) {
            one.take(html.charAt(i));
        }
        boolean bearable = tags + one.tags <= TAGS && attributes + one.attributes <= ATTRIBUTES;
        if (bearable) {
            length += html.length();
            tags += one.tags;
            attributes += one.attributes;
        }
        return bearable;
    }

    private void take(char c) {
        // Also within quotation marks, which a parser may see otherwise.
        tags += c == '<' ? 1 : 0;
        if (!within) {
            within = c == '<';
            quote = 0;
        } else if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '>') {
            within = false;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        } else {
            attributes += parts(c) && !parts(before) ? 1 : 0;
        }
        before = c;
    }

    private static boolean parts(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/';
    }
}
