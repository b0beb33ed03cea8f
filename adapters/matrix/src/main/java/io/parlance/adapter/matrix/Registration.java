package io.parlance.adapter.matrix;

import java.util.regex.Pattern;

/// The registration file (Application Service API, "Registration"). Pure.
final class Registration {
    private Registration() {}

    static String text(MatrixConfig config) {
        String server = regex(config.serverName());
        String ghosts = regex(config.prefix()) + ".*:" + server;
        return """
        # Give this file to the homeserver (Synapse: app_service_config_files), then restart it.
        # It holds secrets: only the homeserver may read it.
        id: %s
        url: %s
        as_token: %s
        hs_token: %s
        sender_localpart: %s
        rate_limited: false
        receive_ephemeral: true
        # The same by its earlier name, for homeservers before Matrix 1.13.
        de.sorunome.msc2409.push_ephemeral: true
        namespaces:
          users:
            - exclusive: true
              regex: %s
            - exclusive: true
              regex: %s
          aliases:
            - exclusive: true
              regex: %s
          rooms: []
        """
                .formatted(
                        quoted(config.id()),
                        quoted(config.url()),
                        quoted(config.asToken().reveal()),
                        quoted(config.hsToken().reveal()),
                        quoted(config.sender()),
                        quoted("^@" + ghosts + "$"),
                        quoted("^@" + regex(config.sender()) + ":" + server + "$"),
                        quoted("^#" + ghosts + "$"));
    }

    /// A YAML text in single quotes, in which only the quote itself is special.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// `text` as a regular expression that the homeserver's Python reads, too.
    private static String regex(String text) {
        return Pattern.compile("[^A-Za-z0-9_:/-]").matcher(text).replaceAll("\\\\$0");
    }
}
