package io.parlance.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another process that appends to a journal until it is killed.
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static Child appending(Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Child(
                new ProcessBuilder(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EndlessAppender.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    long pid() {
        return process.pid();
    }

    /// Waits until it has printed this many lines.
    void awaitLines(int count) throws IOException {
        while (lines.size() < count) {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("The child ended too early");
            }
            if (line.startsWith(EndlessAppender.MARK)) {
                lines.add(line);
            }
        }
    }

    /// Kills it with SIGKILL, and returns the marked lines that it printed completely.
    List<String> kill() throws IOException {
        // By handle: Process.destroyForcibly would also close the stream that is still to be read.
        process.toHandle().destroyForcibly();
        StringBuilder rest = new StringBuilder();
        for (int c = output.read(); c >= 0; c = output.read()) {
            rest.append((char) c);
        }
        int complete = rest.lastIndexOf("\n");
        rest.substring(0, Math.max(0, complete))
                .lines()
                .filter(line -> line.startsWith(EndlessAppender.MARK))
                .forEach(lines::add);
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        return lines;
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
