package io.parlance.cli;

import io.parlance.admin.Version;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
        name = "parlance",
        description = "One gateway between XMPP, Matrix, MQTT and mail.",
        mixinStandardHelpOptions = true,
        versionProvider = Parlance.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            RegistrationCommand.class,
            StatusCommand.class,
            LinkCommand.class,
            UnlinkCommand.class,
            RoomsCommand.class,
            IdentitiesCommand.class,
            TraceCommand.class,
            OutboxCommand.class,
            WatchCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the gateway said no, or what was asked for is not there",
            "2:the command line makes no sense",
            "69:the gateway, or a service it needs, is not there",
            "70:a fault of Parlance's own",
            "73:the data folder cannot be used",
            "77:the admin token was refused, or there is none",
            "78:the configuration is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance check parlance.yaml            what would this configuration do?",
            "  parlance run -c parlance.yaml           start a node",
            "  parlance status                         are all links up? if not, what to do?",
            "  parlance link 'xmpp:lobby@rooms.example.org' 'matrix:#lobby:example.org'",
            "  parlance trace 5f0c…                    where is that message?",
            "",
            "`parlance COMMAND --help` tells more of each."
        })
public final class Parlance implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Parlance " + Version.text() + " on Java " + Runtime.version().feature()
            };
        }
    }

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        Logging.prepare();
        System.exit(commandLine(Paint.automatic()).execute(args));
    }

    /// The command line, for a terminal that takes colours as `paint` says.
    static CommandLine commandLine(Paint paint) {
        CommandLine line = new CommandLine(new Parlance(), new Commands(paint));
        line.setExecutionExceptionHandler(
                (failure, at, _) -> {
                    at.getErr().println(paint.red("parlance: ") + failure.getMessage());
                    if (failure instanceof CommandFailure known) {
                        return known.exitCode();
                    }
                    failure.printStackTrace(at.getErr());
                    return ExitCode.INTERNAL;
                });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
