package io.parlance.conformance.bench;

/// A flow made of two lambdas.
///
/// @param name its name in reports
/// @param conversations see [Flow#conversations()]
/// @param copies see [Flow#copies()]
/// @param sender writes one message
/// @param flusher lets what was written leave
record Way(String name, int conversations, int copies, Sender sender, Runnable flusher)
        implements Flow {
    /// Writes one message.
    interface Sender {
        /// Writes message `number` of run `run`.
        void send(int run, long number);
    }

    @Override
    public void send(int run, long number) {
        sender.send(run, number);
    }

    @Override
    public void flush() {
        flusher.run();
    }
}
