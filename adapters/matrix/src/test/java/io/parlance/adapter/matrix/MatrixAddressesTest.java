package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatrixAddressesTest {
    private final MatrixAddresses addresses = new MatrixAddresses(new NetworkId("matrix"));

    @ParameterizedTest
    @CsvSource({
        "@alice:hs.test, @alice:hs.test, alice@hs.test, matrix:u/alice:hs.test",
        "@a:hs:8448, @a:hs:8448, a@hs:8448, matrix:u/a:hs:8448",
        "@a:[::1]:8448, @a:[::1]:8448, a@[::1]:8448, matrix:u/a:%5B::1%5D:8448",
        "@Old@Name:hs.test, @Old@Name:hs.test, Old@Name@hs.test, matrix:u/Old%40Name:hs.test",
        "matrix:u/alice:hs.test, @alice:hs.test, alice@hs.test, matrix:u/alice:hs.test",
        "matrix:@alice:hs.test, @alice:hs.test, alice@hs.test, matrix:u/alice:hs.test",
        "#lobby:hs.test, #lobby:hs.test, #lobby@hs.test, matrix:r/lobby:hs.test",
        "matrix:r/lobby:hs.test?action=join, #lobby:hs.test, #lobby@hs.test,"
                + " matrix:r/lobby:hs.test",
        "https://matrix.to/#/%23lobby:hs.test?via=hs.test, #lobby:hs.test, #lobby@hs.test,"
                + " matrix:r/lobby:hs.test",
        "#größe:hs.test, #größe:hs.test, #größe@hs.test, matrix:r/gr%C3%B6%C3%9Fe:hs.test",
        "!aB1:hs.test, !aB1:hs.test, !aB1@hs.test, matrix:roomid/aB1:hs.test",
        "!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM,"
                + " !31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM,"
                + " !31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM,"
                + " matrix:roomid/31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM"
    })
    void readsAndWrites(String spelling, String value, String portable, String uri) {
        Address address = addresses.parse(spelling);
        assertThat(address.value()).isEqualTo(value);
        assertThat(address.isRoom()).isEqualTo(!value.startsWith("@"));
        assertThat(addresses.portable(address)).isEqualTo(portable);
        assertThat(addresses.fromPortable(portable)).isEqualTo(address);
        assertThat(addresses.uri(address)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "alice@hs.test",
                "@alice",
                "@:hs.test",
                "@a:",
                "@a b:hs.test",
                "@a:hs test",
                "#:hs.test",
                "!",
                "$event",
                "@a:hs.test:port",
                "@a\n:hs.test"
            })
    void refusesWhatIsNoAddress(String spelling) {
        assertThatThrownBy(() -> addresses.parse(spelling))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("@user:server");
    }

    @ParameterizedTest
    @ValueSource(ints = {245, 246})
    void holdsTheLimitOf255Bytes(int length) {
        String user = "@" + "a".repeat(length) + ":hs.testt".substring(0, 9);
        if (user.length() <= 255) {
            assertThat(addresses.parse(user).value()).isEqualTo(user);
        } else {
            assertThatThrownBy(() -> addresses.parse(user)).isInstanceOf(InvalidValue.class);
        }
    }
}
