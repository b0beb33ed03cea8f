package io.parlance.conformance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What the operating system knows of a process.
final class ProcessFigures {
    private static final double KIB = 1024;

    private ProcessFigures() {}

    /// The CPU time it used so far, in microseconds; 0 if it is gone. Precise to 10 ms.
    static double cpuMicros(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e3;
    }

    /// Its resident memory in MiB; NaN if that cannot be known here.
    static double residentMib(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / KIB;
                }
            }
        } catch (IOException _) {
            return Double.NaN;
        }
        return Double.NaN;
    }

    /// Has a JVM collect its garbage, so that what is left is in use.
    static void collectGarbage(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process =
                new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
