package io.parlance.cli;

import io.parlance.config.AdminDoor;
import io.parlance.config.ConfigFault;
import io.parlance.config.ConfigFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// The options by which a command finds the running gateway.
final class Node {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:PARLANCE_CONFIG:-parlance.yaml}",
            description =
                    "The configuration the gateway runs with. Default: $$PARLANCE_CONFIG, else"
                            + " parlance.yaml here.")
    Path config = Path.of("parlance.yaml");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the admin API is, instead of looking into the configuration.")
    @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The admin token, instead of admin.token in the data folder.")
    @Nullable Path tokenFile;

    @Option(
            names = "--json",
            description = "Print what the gateway answered, as JSON, for scripts.")
    boolean json;

    /// A client of the gateway that the options name.
    AdminClient connect() throws CommandFailure {
        String advice = "Is it running? Start it with: parlance run --config " + config;
        URI door = url;
        Path token = tokenFile;
        if (door == null || token == null) {
            AdminDoor found = door();
            door = door == null ? address(found) : door;
            token = token == null ? found.data().resolve("admin.token") : token;
        }
        return new AdminClient(door, read(token), advice);
    }

    private AdminDoor door() throws CommandFailure {
        try {
            AdminDoor door = ConfigFile.door(config);
            if (door.data().toString().contains("${")) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "gateway.data in "
                                + config
                                + " is taken from the environment, where it is not set: "
                                + door.data().getFileName()
                                + ". Set it as for the gateway, or use --url and --token-file.");
            }
            return door;
        } catch (ConfigFault e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    e.getMessage() + " (Or name the gateway with --url and --token-file.)");
        }
    }

    private static URI address(AdminDoor door) throws CommandFailure {
        if (door.http().port() == 0) {
            return URI.create(read(door.data().resolve("admin.url")));
        }
        String host = door.http().host();
        String local = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String bracketed = local.contains(":") ? "[" + local + "]" : local;
        return URI.create("http://" + bracketed + ":" + door.http().port());
    }

    private static String read(Path file) throws CommandFailure {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new CommandFailure(
                    ExitCode.NO_TOKEN,
                    file
                            + " cannot be read. The gateway makes it at its first start; run this"
                            + " as the gateway's user, or name the token with --token-file.");
        }
    }
}
