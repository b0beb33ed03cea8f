package io.parlance.spi;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;

import java.util.Set;

/// The networks of this gateway, for adapters that must spell each other's addresses. Any thread,
/// no I/O. Complete once every adapter was created; do not ask in a constructor.
public interface Networks {
    /// All configured networks, in the order of their names.
    Set<NetworkId> ids();

    /// How a network spells addresses.
    ///
    /// @throws IllegalArgumentException if there is no such network
    AddressSpace addresses(NetworkId network);

    /// What a network can express.
    Capabilities capabilities(NetworkId network);

    /// The portable form of any network's address.
    default String portable(Address address) {
        return addresses(address.network()).portable(address);
    }
}
