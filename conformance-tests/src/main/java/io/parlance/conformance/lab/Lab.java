package io.parlance.conformance.lab;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A lab that this process started; closing it stops the servers. If this process dies, the lab's
/// own watcher stops them.
public final class Lab implements AutoCloseable {
    private static final int CANNOT_BE_HAD = 3;
    private static final long UP_MINUTES = 15;
    private static final long DOWN_MINUTES = 2;

    private final Path script;
    private final Path folder;
    private final LabEnv env;

    private Lab(Path script, Path folder) throws IOException {
        this.script = script;
        this.folder = folder;
        this.env = LabEnv.read(folder.resolve("lab.env"));
    }

    /// The peers could not be had on this machine (no packages, no network): a reason to skip
    /// outside of CI, a failure in it.
    public static final class CannotBeHad extends IOException {
        private static final long serialVersionUID = 1L;

        CannotBeHad(String message) {
            super(message);
        }
    }

    /// Starts a lab in `folder` with these peers, such as `xmpp` and `matrix`, and waits until they
    /// serve. The first time on a machine this fetches packages.
    ///
    /// @param options further options of `lab up`, such as `--faults`
    public static Lab up(Path folder, List<String> peers, String... options)
            throws IOException, InterruptedException {
        return new Start(folder, peers, options).await();
    }

    /// A lab on its way up, which another thread can give up.
    public static final class Start {
        private final Path script = script();
        private final Path folder;
        private final List<String> command = new ArrayList<>();
        private @Nullable Process process;
        private boolean abandoned;

        /// Nothing starts before [#await()].
        public Start(Path folder, List<String> peers, String... options) {
            this.folder = folder;
            command.addAll(List.of(script.toString(), "up", folder.toString()));
            command.addAll(List.of("--peers", String.join(",", peers)));
            command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
            command.addAll(List.of(options));
        }

        /// Starts the lab and waits until it serves.
        public Lab await() throws IOException, InterruptedException {
            Process up;
            synchronized (this) {
                if (abandoned) {
                    throw new IOException("The lab was given up.");
                }
                up = launch(command);
                process = up;
            }
            int code = ended(up, command, UP_MINUTES);
            if (code == 0) {
                return new Lab(script, folder);
            }
            synchronized (this) {
                if (abandoned) {
                    throw new IOException("The lab was given up.");
                }
            }
            down(script, folder);
            String what = "lab up in " + folder + " ended with " + code + ": " + command;
            throw code == CANNOT_BE_HAD ? new CannotBeHad(what) : new IOException(what);
        }

        /// Ends what was begun and stops what runs already; blocks until then.
        public void abandon() throws IOException, InterruptedException {
            Process up;
            synchronized (this) {
                abandoned = true;
                up = process;
            }
            if (up == null) {
                return;
            }
            // It takes down what it has started when it is told to end.
            up.destroy();
            ended(up, command, DOWN_MINUTES);
            down(script, folder);
        }
    }

    /// What the lab wrote down.
    public LabEnv env() {
        return env;
    }

    /// Runs one of the lab's commands on one peer: `stop`, `start`, `restart`, `kill`, `pause`,
    /// `resume`.
    public void command(String verb, String peer) throws IOException, InterruptedException {
        int code = run(List.of(script.toString(), verb, peer, folder.toString()), 2);
        if (code != 0) {
            throw new IOException(
                    String.format(Locale.ROOT, "lab %s %s ended with %d", verb, peer, code));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            down(script, folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path script() {
        return Root.folder().resolve("conformance-tests/lab/lab");
    }

    private static void down(Path script, Path folder) throws IOException, InterruptedException {
        run(List.of(script.toString(), "down", folder.toString()), DOWN_MINUTES);
    }

    private static int run(List<String> command, long minutes)
            throws IOException, InterruptedException {
        return ended(launch(command), command, minutes);
    }

    private static Process launch(List<String> command) throws IOException {
        // Its lines are shown, so that whoever waits sees the progress.
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static int ended(Process process, List<String> command, long minutes)
            throws IOException, InterruptedException {
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end within " + minutes + " minutes");
        }
        return process.exitValue();
    }
}
