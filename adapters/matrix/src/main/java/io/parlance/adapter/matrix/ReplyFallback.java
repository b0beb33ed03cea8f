package io.parlance.adapter.matrix;

/// The quotation that clients up to Matrix 1.12 put before an answer's text ("Rich replies",
/// "Fallbacks"): lines that begin with `> `, then an empty line. Pure.
final class ReplyFallback {
    private ReplyFallback() {}

    /// The text without its quotation; the whole if there is nothing else in it.
    static String strip(String body) {
        if (!body.startsWith("> ")) {
            return body;
        }
        int at = 0;
        while (body.startsWith("> ", at) || body.startsWith(">\n", at)) {
            int end = body.indexOf('\n', at);
            if (end < 0) {
                return body;
            }
            at = end + 1;
        }
        String rest = body.substring(body.startsWith("\n", at) ? at + 1 : at);
        return rest.isBlank() ? body : rest;
    }
}
