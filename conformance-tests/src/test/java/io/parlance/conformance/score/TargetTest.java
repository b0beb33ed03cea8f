package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.conformance.lab.Root;
import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.target.Target;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class TargetTest {
    private static final String TWO =
            """
            name: A bridge
            timeout: 9
            networks:
              left:
                protocol: xmpp
                server: localhost:5222
                address: romeo@xmpp.test
                password: ${PASSWORD}
                ghosts: {right: '{local}%{domain}@bridge.test'}
              right:
                protocol: matrix
                server: http://localhost:8008
                address: "@juliet:hs.test:8448"
                token: secret
                timeout: 3
                ghosts: {left: "@_{address}:hs.test"}
            """;

    private static Target read(String yaml) {
        return Target.whole("t.yaml", yaml, Map.of("PASSWORD", "pw"));
    }

    @Test
    void accountsGhostsAndTimesAreRead() {
        Target target = read(TWO);
        Account left = target.accounts().getFirst();
        Account right = target.accounts().getLast();
        assertThat(left.password()).isEqualTo("pw");
        assertThat(left.port()).isEqualTo(5222);
        assertThat(left.patience()).isEqualTo(9);
        assertThat(right.patience()).isEqualTo(3);
        assertThat(left.ghost(right)).isEqualTo("juliet%hs.test:8448@bridge.test");
        assertThat(right.ghost(left)).isEqualTo("@_romeo@xmpp.test:hs.test");
        assertThat(left + " " + right).doesNotContain("pw").doesNotContain("secret");
    }

    @Test
    void faultsSayWhatToDo() {
        assertThatThrownBy(() -> Target.whole("t.yaml", TWO, Map.of()))
                .isInstanceOf(StrictMap.Fault.class)
                .hasMessageContaining("PASSWORD");
        assertThatThrownBy(() -> read(TWO.replace("server: localhost", "sever: localhost")))
                .hasMessageContaining("'server'");
        assertThatThrownBy(() -> read(TWO.replace("token: secret", "tokn: secret")))
                .hasMessageContaining("did you mean 'token'?");
        assertThatThrownBy(() -> read(TWO.replace("timeout: 9", "lab: mine")))
                .hasMessageContaining("parlance");
        assertThatThrownBy(() -> read("name: x")).hasMessageContaining("at least two networks");
    }

    @Test
    void theShippedTargetsRead() throws IOException {
        for (String name : new String[] {"parlance", "ejabberd-matrix"}) {
            String yaml =
                    Files.readString(
                            Root.folder().resolve("conformance-tests/targets/" + name + ".yaml"));
            Map<String, String> values = new HashMap<>();
            Matcher used = Pattern.compile("\\$\\{([A-Z0-9_]+)}").matcher(yaml);
            while (used.find()) {
                values.put(used.group(1), "1");
            }
            Target target = Target.whole(name, yaml, values);
            assertThat(target.accounts()).hasSizeGreaterThan(1);
            assertThat(target.name()).isEqualTo(Target.head(name, yaml).name());
        }
    }

    /// The target file and the probes of the other plays were written apart.
    @Test
    void parlancesGhostsAreSpelledAsDocumented() throws IOException {
        String yaml =
                Files.readString(Root.folder().resolve("conformance-tests/targets/parlance.yaml"));
        Map<String, String> lab = new HashMap<>();
        Matcher used = Pattern.compile("\\$\\{([A-Z0-9_]+)}").matcher(yaml);
        while (used.find()) {
            lab.put(used.group(1), "1");
        }
        lab.putAll(
                Map.of(
                        "XMPP_DOMAIN", "xmpp.test",
                        "MATRIX_SERVER_NAME", "hs.test",
                        "MAIL_DOMAIN", "mail.test",
                        "MAIL_GATEWAY_DOMAIN", "gw.test"));
        Target target = Target.whole("parlance", yaml, lab);
        for (Account on : target.accounts()) {
            for (Account of : target.accounts()) {
                if (!on.equals(of)) {
                    assertThat(on.ghost(of))
                            .isEqualTo(GhostSpelling.of(of.network(), of.address(), on.network()));
                }
            }
        }
    }
}
