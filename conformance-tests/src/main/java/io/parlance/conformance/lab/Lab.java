package io.parlance.conformance.lab;

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
        Path script = script();
        List<String> command = new ArrayList<>(List.of(script.toString(), "up", folder.toString()));
        command.addAll(List.of("--peers", String.join(",", peers)));
        command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        int code = run(command, UP_MINUTES);
        if (code != 0) {
            run(List.of(script.toString(), "down", folder.toString()), 1);
            String what = "lab up " + peers + " in " + folder + " ended with " + code;
            throw code == CANNOT_BE_HAD ? new CannotBeHad(what) : new IOException(what);
        }
        return new Lab(script, folder);
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
            run(List.of(script.toString(), "down", folder.toString()), 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path script() {
        return Root.folder().resolve("conformance-tests/lab/lab");
    }

    private static int run(List<String> command, long minutes)
            throws IOException, InterruptedException {
        // Its lines are shown, so that whoever waits sees the progress.
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end within " + minutes + " minutes");
        }
        return process.exitValue();
    }
}
