package io.parlance.cli;

import io.parlance.config.ConfigFault;
import io.parlance.config.ConfigFile;
import io.parlance.gateway.Adapters;
import io.parlance.gateway.Gateway;
import io.parlance.gateway.StartFailure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// `parlance run`.
@Command(
        name = "run",
        description = {
            "Starts a node and runs until it is told to stop (ctrl-C, or SIGTERM).",
            "",
            "It stops gently: takes nothing more, lets what is under way finish, and ends with 0."
                + " What is not delivered yet waits in the journal; nothing is lost by stopping, or"
                + " by killing."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance check parlance.yaml && parlance run -c parlance.yaml",
            "  MATRIX_AS_TOKEN=… parlance run -c parlance.yaml     with `as_token:"
                    + " $${MATRIX_AS_TOKEN}`"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:PARLANCE_CONFIG:-parlance.yaml}",
            description = "The configuration. Default: $$PARLANCE_CONFIG, else parlance.yaml here.")
    private Path config = Path.of("parlance.yaml");

    @Option(
            names = "--until-started",
            hidden = true,
            description = "Stops as soon as it has started: for the JVM to learn how it starts.")
    private boolean untilStarted;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        ConfigFile file = read(config);
        Logging.level(file.config().logLevel());
        file.advice().forEach(LOG::warn);
        AtomicReference<Gateway> running = new AtomicReference<>();
        Thread hook = new Thread(() -> stop(running.get()), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            running.set(start(file));
        } catch (CommandFailure e) {
            Runtime.getRuntime().removeShutdownHook(hook);
            throw e;
        }
        if (untilStarted) {
            Runtime.getRuntime().removeShutdownHook(hook);
            return running.get().stop() ? ExitCode.OK : ExitCode.INTERNAL;
        }
        // For ever: only the hook above ends this process.
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    static ConfigFile read(Path config) throws CommandFailure {
        try {
            return ConfigFile.read(config);
        } catch (ConfigFault e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    private static Gateway start(ConfigFile file) throws CommandFailure {
        try {
            return Gateway.start(file, Adapters.installed());
        } catch (StartFailure e) {
            LOG.debug("The start failed", e);
            throw failure(e);
        }
    }

    static CommandFailure failure(StartFailure e) {
        int exitCode =
                switch (e.kind()) {
                    case CONFIGURATION -> ExitCode.CONFIGURATION;
                    case DATA -> ExitCode.DATA;
                    case SERVICE -> ExitCode.UNAVAILABLE;
                };
        return new CommandFailure(exitCode, String.valueOf(e.getMessage()));
    }

    /// In the shutdown hook. A JVM that a signal ends would report 130 or 143 even after a clean
    /// stop, so it ends itself. While it starts there is nothing to let finish: it just ends.
    private static void stop(@Nullable Gateway gateway) {
        if (gateway == null) {
            return;
        }
        LOG.info("Stopping: what is under way finishes, the rest waits in the journal");
        boolean clean = gateway.stop();
        LOG.info("Stopped");
        Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.INTERNAL);
    }
}
