package io.parlance.adapter.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.stringprep.XmppStringprepException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

final class XmppAddressesTest {
    private static final NetworkId XMPP = new NetworkId("xmpp");

    /// Where the preparation differs from the corpus: it refuses address literals and labels that
    /// no name server takes, and keeps the final sigma, as PRECIS does without a special rule.
    private static final Set<String> DIFFERENT =
            Set.of(
                    "ς@example.com",
                    "user@[2001:638:a000:4134::ffff:40]",
                    "user@[2001:638:a000:4134::ffff:40%eno1]",
                    "user@averylongdomainpartisstillvalideventhoughitexceedsthesixtyfourbytelimitofdnslabels");

    private final XmppAddresses addresses =
            new XmppAddresses(XMPP, Set.of("rooms.xmpp.test"), Set.of("matrix.xmpp.test"));

    private static List<String> corpus(String name, String header) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream file = XmppAddressesTest.class.getResourceAsStream("/jids/" + name)) {
            String text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            int at = text.indexOf("\n" + header + "\n");
            while (at >= 0) {
                int start = at + header.length() + 2;
                int next = text.indexOf("\n" + header + "\n", start);
                found.add(text.substring(start, next < 0 ? text.length() : next));
                at = next;
            }
        }
        return found;
    }

    static Stream<String[]> valid() throws IOException {
        return corpus("valid.txt", "jid:").stream()
                .map(
                        entry -> {
                            int end = entry.indexOf('\u001e');
                            String normal =
                                    entry.substring(end + 2, entry.indexOf('\u001e', end + 1));
                            return new String[] {entry.substring(0, end), normal};
                        })
                .filter(entry -> !DIFFERENT.contains(entry[0]));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void normalisesTheCorpus(String written, String normal) throws XmppStringprepException {
        String[] parts = normal.split("\u001f", -1);
        String local = parts[0].isEmpty() ? "" : parts[0] + "@";
        String resource = parts[2].isEmpty() ? "" : "/" + parts[2];
        assertThat(Stanzas.jid(written).toString()).isEqualTo(local + parts[1] + resource);
    }

    static Stream<String> invalid() throws IOException {
        return corpus("invalid.txt", "invalid jid:").stream()
                .map(entry -> entry.substring(0, entry.indexOf('\u001e')));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesTheCorpus(String jid) {
        assertThat(Jids.valid(jid)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@xmpp.test, PERSON, alice@xmpp.test, alice@xmpp.test",
        "xmpp:Alice@XMPP.test/phone, PERSON, alice@xmpp.test, alice@xmpp.test",
        "den@rooms.xmpp.test, ROOM, den@rooms.xmpp.test, #den@rooms.xmpp.test",
        "den@rooms.xmpp.test/Bob B, PERSON, den@rooms.xmpp.test/Bob B, den/Bob B@rooms.xmpp.test",
        "xmpp:den@other.test?join, ROOM, den@other.test, #den@other.test",
        "den@other.test?join, ROOM, den@other.test, #den@other.test",
        "#den@rooms.xmpp.test, ROOM, den@rooms.xmpp.test, #den@rooms.xmpp.test",
        "#den@other.test, ROOM, den@other.test, #den@other.test",
        "xmpp:%23den@rooms.xmpp.test, ROOM, #den@rooms.xmpp.test, ##den@rooms.xmpp.test",
        "xmpp:a%5C20b@xmpp.test, PERSON, a\\20b@xmpp.test, a\\20b@xmpp.test",
        "xmpp.test, PERSON, xmpp.test, xmpp.test"
    })
    void readsAndSpells(String written, Address.Kind kind, String value, String portable) {
        Address address = addresses.parse(written);
        assertThat(address).isEqualTo(new Address(XMPP, kind, value));
        assertThat(addresses.portable(address)).isEqualTo(portable);
        assertThat(addresses.fromPortable(portable)).isEqualTo(address);
        assertThat(addresses.parse(addresses.uri(address).toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@xmpp.test", "a b@xmpp.test", "alice@", "xmpp:%zz@x"})
    void refusesWithAdvice(String written) {
        assertThatThrownBy(() -> addresses.parse(written)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesOwnGhosts() {
        assertThatThrownBy(() -> addresses.parse("x\\40y@matrix.xmpp.test"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ghost");
    }
}
