package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;

/// Addresses as the store keeps them: an address holds no line break. Pure.
final class Keys {
    private Keys() {}

    static String stored(Address address) {
        return address.network() + "\n" + address.kind() + "\n" + address.value();
    }

    /// The address that [#stored] wrote.
    static Address address(String stored) {
        String[] parts = stored.split("\n", 3);
        return new Address(new NetworkId(parts[0]), Address.Kind.valueOf(parts[1]), parts[2]);
    }
}
