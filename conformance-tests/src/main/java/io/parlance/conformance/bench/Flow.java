package io.parlance.conformance.bench;

/// One way of messages through servers, driven at one end and seen at the other. Called on the load
/// generator's event loop.
interface Flow {
    /// Its name: `gateway`, `direct` or `floor`.
    String name();

    /// Messages of one conversation have numbers that are equal modulo this, and arrive in order.
    int conversations();

    /// How many times one message arrives: more than 1 in a fan-out.
    default int copies() {
        return 1;
    }

    /// Writes message `number` of run `run`.
    void send(int run, long number);

    /// Lets what was written leave.
    void flush();
}
