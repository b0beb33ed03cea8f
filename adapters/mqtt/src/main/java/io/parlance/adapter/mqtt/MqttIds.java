package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.Networks;

/// The ids by which MQTT clients know people and rooms: a native name as it is, anybody else's as
/// `network:portable form`, such as `xmpp:alice@xmpp.test` or `xmpp:#room@rooms.xmpp.test`. Nothing
/// is folded or cut, so an id leads back to its address without a memory.
///
/// @param own the names of this network
/// @param networks the spellings of the others
record MqttIds(MqttAddresses own, Networks networks) {
    /// The gateway's own bot, which takes commands.
    private static final String BOT = "parlance";

    /// The id of an address of any network.
    String id(Address address) {
        if (GatewayBot.is(address)) {
            return BOT;
        }
        return address.network().equals(own.network())
                ? address.value()
                : address.network() + ":" + networks.portable(address);
    }

    /// The person that an id names.
    Address person(String id) {
        if (id.equals(BOT)) {
            return GatewayBot.ADDRESS;
        }
        Address address = isNative(id) ? own.person(nativeName(id)) : foreign(id);
        if (address.isRoom()) {
            throw invalid(id, "is a room; write to it under room/…/cmd/… instead.");
        }
        return address;
    }

    /// The room that an id names. A native one may be written `lobby` or `#lobby`.
    Address room(String id) {
        if (isNative(id)) {
            String name = nativeName(id);
            return own.room(name.startsWith("#") ? name.substring(1) : name);
        }
        Address address = foreign(id);
        if (!address.isRoom()) {
            throw invalid(id, "is a person; write to them under user/…/cmd/… instead.");
        }
        return address;
    }

    /// The person or room that an id names, where both may stand: a native room is `#lobby`.
    Address any(String id) {
        return isNative(id) ? own.fromPortable(nativeName(id)) : foreign(id);
    }

    /// Whether somebody of this network is meant, not a ghost.
    boolean isNative(String id) {
        return id.indexOf(':') < 0 || id.startsWith(own.network() + ":");
    }

    private String nativeName(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    private Address foreign(String id) {
        int colon = id.indexOf(':');
        String name = id.substring(0, colon);
        for (NetworkId network : networks.ids()) {
            if (network.name().equals(name)) {
                return networks.addresses(network).fromPortable(id.substring(colon + 1));
            }
        }
        throw invalid(id, "names no network of this gateway; known are " + networks.ids() + ".");
    }

    private static InvalidValue invalid(String id, String why) {
        return new InvalidValue(FailureReason.ADDRESS_INVALID, "'" + id + "' " + why);
    }
}
