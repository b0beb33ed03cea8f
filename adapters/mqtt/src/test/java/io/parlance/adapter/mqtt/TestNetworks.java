package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Networks;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A gateway of two networks: MQTT, and one with servers whose portable form is the native one.
final class TestNetworks implements Networks {
    static final NetworkId MQTT = new NetworkId("mqtt");
    static final NetworkId XMPP = new NetworkId("xmpp");

    @Override
    public Set<NetworkId> ids() {
        return new TreeSet<>(Set.of(MQTT, XMPP));
    }

    @Override
    public AddressSpace addresses(NetworkId network) {
        return network.equals(MQTT) ? new MqttAddresses(MQTT) : new Servers(network);
    }

    @Override
    public Capabilities capabilities(NetworkId network) {
        return new Capabilities(Map.of(), Limits.TEXT_BYTES);
    }

    private record Servers(NetworkId network) implements AddressSpace {
        @Override
        public Address parse(String spelling) {
            return fromPortable(spelling.startsWith("xmpp:") ? spelling.substring(5) : spelling);
        }

        @Override
        public String portable(Address address) {
            return address.isRoom() ? "#" + address.value() : address.value();
        }

        @Override
        public Address fromPortable(String portable) {
            if (portable.indexOf('@') < 1) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID, "'" + portable + "' has no server.");
            }
            return portable.startsWith("#")
                    ? Address.room(network, portable.substring(1))
                    : Address.person(network, portable);
        }

        @Override
        public URI uri(Address address) {
            return URI.create("xmpp:" + address.value());
        }
    }
}
