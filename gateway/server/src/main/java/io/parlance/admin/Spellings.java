package io.parlance.admin;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Networks;

import org.jspecify.annotations.Nullable;

/// Reads addresses as operators write them: `network:address`.
public final class Spellings {
    private final Networks networks;

    /// Addresses of these networks.
    public Spellings(Networks networks) {
        this.networks = networks;
    }

    /// A room. `mqtt:lobby` is taken for the room `#lobby`, since only a room can be meant.
    ///
    /// @throws InvalidValue if it names none
    public Address room(String text) {
        Address address = any(text);
        Address room = address.isRoom() ? address : marked(text);
        if (room == null) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "'%s' reads as a person. If it is a room: on XMPP list its domain in `muc_services`, or end it with ?join; elsewhere begin it with #."
                            .formatted(text));
        }
        return room;
    }

    /// A person or a room.
    ///
    /// @throws InvalidValue if it names nobody
    public Address any(String text) {
        int colon = text.indexOf(':');
        NetworkId network = colon > 0 ? network(text.substring(0, colon)) : null;
        if (network == null) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "'%s' does not begin with a network; write for example %s:… (there are: %s)."
                            .formatted(text, networks.ids().iterator().next(), networks.ids()));
        }
        return networks.addresses(network).parse(text.substring(colon + 1));
    }

    private @Nullable NetworkId network(String name) {
        return networks.ids().stream().filter(id -> id.name().equals(name)).findAny().orElse(null);
    }

    private @Nullable Address marked(String text) {
        int colon = text.indexOf(':');
        AddressSpace space = networks.addresses(new NetworkId(text.substring(0, colon)));
        try {
            Address address = space.parse("#" + text.substring(colon + 1));
            return address.isRoom() ? address : null;
        } catch (InvalidValue _) {
            return null;
        }
    }
}
