package io.parlance.cli;

import io.parlance.config.ConfigFile;
import io.parlance.gateway.Adapters;
import io.parlance.gateway.DryRun;
import io.parlance.gateway.StartFailure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/// `parlance registration`.
@Command(
        name = "registration",
        description = {
            "Prints the file that a network's server must have before the gateway may talk to it:"
                    + " for Matrix, the application service's registration. It holds secrets."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance registration -c parlance.yaml > registration.yaml",
            "",
            "Then, for Synapse: name that file in homeserver.yaml under"
                    + " `app_service_config_files:`",
            "and restart it."
        })
final class RegistrationCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:PARLANCE_CONFIG:-parlance.yaml}",
            description = "The configuration. Default: $$PARLANCE_CONFIG, else parlance.yaml here.")
    private Path config = Path.of("parlance.yaml");

    @Option(
            names = {"-n", "--network"},
            paramLabel = "NAME",
            description = "Which network, if there are several such.")
    private @Nullable String network;

    @Override
    public Integer call() throws CommandFailure {
        ConfigFile file = RunCommand.read(config);
        Map<String, String> registrations;
        try (DryRun run = DryRun.of(file, Adapters.installed())) {
            registrations = run.registrations();
        } catch (StartFailure e) {
            throw RunCommand.failure(e);
        }
        if (network != null) {
            registrations.keySet().retainAll(Set.of(network));
        }
        if (registrations.size() != 1) {
            throw new CommandFailure(
                    ExitCode.NO,
                    registrations.isEmpty()
                            ? "No such network needs a registration; Matrix networks do."
                            : "Several networks need one; name it with --network: "
                                    + registrations.keySet());
        }
        spec.commandLine().getOut().print(registrations.values().iterator().next());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
