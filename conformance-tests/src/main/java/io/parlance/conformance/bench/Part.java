package io.parlance.conformance.bench;

import java.io.IOException;

/// One part of the bench.
interface Part {
    /// Its name on the command line.
    String name();

    /// Measures, and reports.
    void run(Stage stage) throws IOException, InterruptedException;
}
