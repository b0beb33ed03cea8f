package io.parlance.config;

import io.parlance.spi.ConfigException;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A configuration file that was read, and where in it everything stands.
public final class ConfigFile {
    private final YamlTree tree;
    private final GatewayConfig config;

    private ConfigFile(YamlTree tree, GatewayConfig config) {
        this.tree = tree;
        this.config = config;
    }

    /// Reads `file`, with secrets from the process's environment.
    public static ConfigFile read(Path file) throws ConfigFault {
        return read(file, System.getenv());
    }

    /// The same, with secrets from `environment`.
    static ConfigFile read(Path file, Map<String, String> environment) throws ConfigFault {
        Path folder = folder(file);
        YamlTree tree =
                YamlTree.parse(
                        file.toString(), text(file), Placeholders.strict(environment, folder));
        try {
            return new ConfigFile(tree, ConfigReading.read(tree.root(), folder));
        } catch (ConfigException e) {
            throw located(tree, e);
        }
    }

    /// Reads only where the admin API of the gateway is. Secrets that this process cannot see do
    /// not matter for that.
    public static AdminDoor door(Path file) throws ConfigFault {
        Path folder = folder(file);
        YamlTree tree =
                YamlTree.parse(
                        file.toString(), text(file), Placeholders.lenient(System.getenv(), folder));
        try {
            return ConfigReading.door(tree.root(), folder);
        } catch (ConfigException e) {
            throw located(tree, e);
        }
    }

    private static Path folder(Path file) throws ConfigFault {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new ConfigFault(file + " is a folder; name the configuration file in it.");
        }
        return folder;
    }

    private static String text(Path file) throws ConfigFault {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new ConfigFault(
                    file
                            + " does not exist. Copy docs/config/parlance.example.yaml there and"
                            + " edit it.");
        } catch (MalformedInputException _) {
            throw new ConfigFault(file + " is no UTF-8 text; save it as UTF-8.");
        } catch (IOException e) {
            throw new ConfigFault(
                    file
                            + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "); is it a file, and may this user read it?");
        }
    }

    /// What was read.
    public GatewayConfig config() {
        return config;
    }

    /// What should be told although it is no fault.
    public List<String> advice() {
        return tree.advice();
    }

    /// The same fault with the place where it stands, for what adapters find.
    public ConfigFault located(ConfigException fault) {
        return located(tree, fault);
    }

    private static ConfigFault located(YamlTree tree, ConfigException fault) {
        String message = String.valueOf(fault.getMessage());
        int colon = message.indexOf(": ");
        String key = colon < 0 ? "" : message.substring(0, colon);
        return new ConfigFault(tree.place(key) + ": " + message);
    }
}
