package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;
import io.parlance.conformance.lab.LabEnv;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two of four networks have wrong credentials: the operator is told which key to correct, and the
/// other two exchange messages.
@ExtendWith(InWorkshop.class)
class WrongCredentialsPlay {
    private static final String WRONG = "n0t-the-pa55word";

    @ParameterizedTest(name = "{0} and {1} have wrong credentials, {2} and {3} go on")
    @CsvSource({"xmpp, matrix, mqtt, mail", "mqtt, mail, xmpp, matrix"})
    void theOthersGoOn(String first, String second, String third, String fourth, Workshop workshop)
            throws Exception {
        workshop.logOut();
        String one = secret(first, workshop.env());
        String other = secret(second, workshop.env());
        try (House house =
                House.open(
                        workshop,
                        "house",
                        House.ALL,
                        yaml ->
                                yaml.replace(": " + one + "\n", ": " + WRONG + "\n")
                                        .replace(": " + other + "\n", ": " + WRONG + "\n"))) {
            for (String network : new String[] {first, second}) {
                assertThat(house.awaitLink(network, "bad-credentials"))
                        .contains(key(network))
                        .doesNotContain(WRONG);
            }
            house.awaitLink(third, "up");
            house.awaitLink(fourth, "up");
            house.crosses(third, fourth);
            house.crosses(fourth, third);
            assertThat(house.gateway().log()).doesNotContain(WRONG);
        }
    }

    private static String secret(String network, LabEnv env) {
        return switch (network) {
            case "xmpp" -> env.get("XMPP_COMPONENT_SECRET");
            case "matrix" -> env.get("MATRIX_AS_TOKEN");
            case "mqtt" -> env.get("MQTT_GATEWAY_PASSWORD");
            default -> env.get("MAIL_GATEWAY_PASSWORD");
        };
    }

    /// The key of the configuration that must be corrected.
    private static String key(String network) {
        return switch (network) {
            case "xmpp" -> "secret";
            case "matrix" -> "as_token";
            default -> "password";
        };
    }
}
