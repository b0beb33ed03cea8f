package io.parlance.conformance.bench;

/// The text of a bench's message: which run it belongs to and which one it is, so that loss,
/// repetition and order can be told at the other end. Letters, digits and colons only, so it looks
/// the same in XML and JSON.
///
/// @param run the run's number
/// @param number the message's number in its run, from 0
record Numbered(int run, long number) {
    private static final String MARK = "bench:";
    private static final String PADDING =
            " A message of about a hundred and twenty characters, which is what people write on"
                    + " average.";

    /// The text of a message.
    static String text(int run, long number) {
        return MARK + run + ":" + number + ":" + PADDING;
    }

    /// Hands the number in `text` to `sink`; other texts are none of the bench's.
    static void read(String text, Sink sink) {
        int at = text.indexOf(MARK);
        if (at < 0) {
            return;
        }
        int run = 0;
        int i = at + MARK.length();
        for (; i < text.length() && text.charAt(i) != ':'; i++) {
            run = run * 10 + text.charAt(i) - '0';
        }
        long number = 0;
        for (i++; i < text.length() && text.charAt(i) != ':'; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        sink.arrived(run, number);
    }

    /// Who counts what arrives.
    interface Sink {
        /// A message arrived.
        void arrived(int run, long number);
    }
}
