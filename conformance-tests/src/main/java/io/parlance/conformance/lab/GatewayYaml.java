package io.parlance.conformance.lab;

import io.parlance.testing.StablePort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a gateway's configuration for a lab.
public final class GatewayYaml {
    private GatewayYaml() {}

    /// Writes `folder/gateway.yaml`, with its data beside it and the admin API on a free port.
    ///
    /// @return the file
    public static Path write(Path folder, String id, LabEnv lab) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("gateway.yaml");
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                """
                gateway:
                  id: %s
                  data: %s
                http:
                  host: 127.0.0.1
                  port: %d
                media:
                  limit_mb: 128
                  fetch_private: ["127.0.0.0/8", "::1"]
                networks:
                """
                        .formatted(id, folder.resolve("data"), StablePort.find()));
        for (String peer : lab.peers()) {
            yaml.append(network(peer, lab));
        }
        Files.writeString(file, yaml);
        return file;
    }

    private static String network(String peer, LabEnv lab) {
        return switch (peer) {
            case "xmpp" -> xmpp(lab);
            case "matrix" -> matrix(lab);
            case "mqtt" -> mqtt(lab);
            case "mail" -> mail(lab);
            default -> "";
        };
    }

    /// One component for each of the other networks that are there.
    private static String xmpp(LabEnv lab) {
        String domain = lab.get("XMPP_DOMAIN");
        StringBuilder yaml =
                new StringBuilder(
                        """
                          xmpp:
                            protocol: xmpp
                            host: %s
                            port: %s
                            domain: %s
                            secret: %s
                            muc_services: [%s]
                            components:
                        """
                                .formatted(
                                        lab.get("XMPP_HOST"),
                                        lab.get("XMPP_COMPONENT_PORT"),
                                        domain,
                                        lab.get("XMPP_COMPONENT_SECRET"),
                                        lab.get("XMPP_MUC")));
        for (String peer : lab.peers()) {
            if (List.of("matrix", "mqtt", "mail").contains(peer)) {
                yaml.append("      ").append(peer).append(": ").append(peer);
                yaml.append('.').append(domain).append('\n');
            }
        }
        return yaml.toString();
    }

    private static String matrix(LabEnv lab) {
        return """
          matrix:
            protocol: matrix
            homeserver: %s
            server_name: %s
            as_token: %s
            hs_token: %s
            listen:
              host: 127.0.0.1
              port: %s
        """
                .formatted(
                        lab.get("MATRIX_URL"),
                        lab.get("MATRIX_SERVER_NAME"),
                        lab.get("MATRIX_AS_TOKEN"),
                        lab.get("MATRIX_HS_TOKEN"),
                        lab.get("MATRIX_AS_PORT"));
    }

    private static String mqtt(LabEnv lab) {
        return """
          mqtt:
            protocol: mqtt
            broker: tcp://%s:%s
            username: %s
            password: %s
            client_id: parlance
            realm: %s
            staff: [alice]
        """
                .formatted(
                        lab.get("MQTT_HOST"),
                        lab.get("MQTT_PORT"),
                        lab.get("MQTT_GATEWAY_USER"),
                        lab.get("MQTT_GATEWAY_PASSWORD"),
                        lab.get("MQTT_REALM"));
    }

    private static String mail(LabEnv lab) {
        return """
          mail:
            protocol: mail
            domain: %1$s
            trusted_authserv: %2$s
            imap:
              host: %3$s
              port: %4$s
              tls: none
              user: %5$s
              password: %6$s
            smtp:
              host: %3$s
              port: %7$s
              tls: none
              user: %5$s
              password: %6$s
        """
                .formatted(
                        lab.get("MAIL_GATEWAY_DOMAIN"),
                        lab.get("MAIL_AUTHSERV_ID"),
                        lab.get("MAIL_HOST"),
                        lab.get("MAIL_IMAP_PORT"),
                        lab.get("MAIL_GATEWAY_USER"),
                        lab.get("MAIL_GATEWAY_PASSWORD"),
                        lab.get("MAIL_SMTP_PORT"));
    }
}
