package io.parlance.cli;

import io.parlance.admin.Version;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command line.
@Command(
        name = "parlance",
        description = "One gateway between XMPP, Matrix, MQTT and mail.",
        mixinStandardHelpOptions = true,
        versionProvider = Parlance.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
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
    private static final Map<String, Class<?>> COMMANDS = commands();

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
        System.exit(commandLine(Paint.automatic(), args).execute(args));
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("registration", RegistrationCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("link", LinkCommand.class);
        commands.put("unlink", UnlinkCommand.class);
        commands.put("rooms", RoomsCommand.class);
        commands.put("identities", IdentitiesCommand.class);
        commands.put("trace", TraceCommand.class);
        commands.put("outbox", OutboxCommand.class);
        commands.put("watch", WatchCommand.class);
        return commands;
    }

    /// The command line, for a terminal that takes colours as `paint` says. It knows all commands,
    /// or, to start sooner, only the one that `args` begin with.
    static CommandLine commandLine(Paint paint, String... args) {
        Commands factory = new Commands(paint);
        CommandLine line = new CommandLine(new Parlance(), factory);
        Class<?> only = args.length == 0 ? null : COMMANDS.get(args[0]);
        for (Class<?> each : only == null ? COMMANDS.values() : List.<Class<?>>of(only)) {
            line.addSubcommand(new CommandLine(each, factory));
        }
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
