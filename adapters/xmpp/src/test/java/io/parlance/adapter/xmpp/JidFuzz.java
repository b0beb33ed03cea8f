package io.parlance.adapter.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Addresses as people write them, and the escaping that ghosts are made of.
final class JidFuzz implements FuzzTarget {
    private static final XmppAddresses ADDRESSES =
            new XmppAddresses(
                    new NetworkId("xmpp"), List.of("rooms.test"), List.of("matrix.xmpp.test"));

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String escaped = JidEscape.escape(text);
        assertThat(JidEscape.unescape(escaped)).isEqualTo(text);
        assertThat(escaped).doesNotContain(" ", "@", "/", "<");
        Address address;
        try {
            address = ADDRESSES.parse(text);
        } catch (InvalidValue _) {
            return;
        }
        assertThat(ADDRESSES.fromPortable(ADDRESSES.portable(address))).isEqualTo(address);
        assertThat(ADDRESSES.parse(ADDRESSES.uri(address).toString())).isEqualTo(address);
    }
}
