package io.parlance.conformance.bench;

/// What one run showed.
///
/// @param seconds how long was measured
/// @param messages how many arrived in that time
/// @param rate messages a second
/// @param p50 the median latency in milliseconds
/// @param p99 the 99th percentile of it
/// @param cpuMicros CPU time of the process in question a message, in microseconds; NaN if there is
///   none
/// @param allocated bytes the process allocated a message; NaN if not known
/// @param serverMicros CPU time of the XMPP server a message
/// @param faults why the run does not count; empty if it does
record Sample(
        double seconds,
        long messages,
        double rate,
        double p50,
        double p99,
        double cpuMicros,
        double allocated,
        double serverMicros,
        String faults) {
    boolean counts() {
        return faults.isEmpty() && messages > 0;
    }
}
