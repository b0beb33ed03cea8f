package io.parlance.conformance.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `lab.env` says: ports, accounts and secrets of a running lab.
/// `conformance-tests/lab/README.md` lists the keys.
public record LabEnv(Map<String, String> values) {
    /// Copies the map.
    public LabEnv {
        values = Map.copyOf(values);
    }

    /// Somebody's account on one of the lab's servers.
    ///
    /// @param name as the server's list writes it: `alice`, `alice@mail.test`
    public record Account(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Reads `lab.env`.
    public static LabEnv read(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1);
                boolean quoted =
                        value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                values.put(
                        line.substring(0, equals),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return new LabEnv(values);
    }

    /// The value of `key`.
    ///
    /// @throws IllegalStateException if the lab did not write it: that peer is not up
    public String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(
                    "The lab has no " + key + ". Up are: " + values.get("PEERS") + ".");
        }
        return value;
    }

    /// The port that `key` names.
    public int port(String key) {
        return Integer.parseInt(get(key));
    }

    /// The peers that are up.
    public List<String> peers() {
        return List.of(get("PEERS").split(" ", -1));
    }

    /// The account of `name`, without domain, among those that `key` lists as `name:password`.
    ///
    /// @throws IllegalStateException if there is none
    public Account account(String key, String name) {
        for (String pair : get(key).split(" ", -1)) {
            int colon = pair.indexOf(':');
            String listed = pair.substring(0, colon);
            if (listed.equals(name) || listed.startsWith(name + "@")) {
                return new Account(listed, pair.substring(colon + 1));
            }
        }
        throw new IllegalStateException("The lab has no account of " + name + " in " + key + ".");
    }
}
