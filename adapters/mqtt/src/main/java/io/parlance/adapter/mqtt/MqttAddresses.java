package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;

import java.net.URI;
import java.net.URISyntaxException;

/// How MQTT people and rooms are spelled: a name alone, such as `alice` or `lobby`, since a realm
/// has one broker. A name holds none of `: / + # $ %`, so it is a topic level as it is and never
/// looks like a ghost's id (`xmpp:alice@xmpp.test`).
///
/// @param network the network's configured name
record MqttAddresses(NetworkId network) implements AddressSpace {
    private static final int NAME_BYTES = 256;
    private static final String SCHEME = "mqtt:";
    private static final String FORM =
            "; write a name such as alice, or #lobby for a room, without : / + # $ %";

    @Override
    public Address parse(String spelling) {
        String text = spelling.strip();
        if (text.startsWith(SCHEME)) {
            text = TopicLevel.decode(text.substring(SCHEME.length()));
        }
        if (text.startsWith("room/")) {
            return room(text.substring("room/".length()));
        }
        if (text.startsWith("user/")) {
            return person(text.substring("user/".length()));
        }
        return fromPortable(text);
    }

    /// The room of this name.
    Address room(String name) {
        return Address.room(network, checked(name));
    }

    /// The person, or device, of this name.
    Address person(String name) {
        return Address.person(network, checked(name));
    }

    @Override
    public String portable(Address address) {
        return address.isRoom() ? "#" + address.value() : address.value();
    }

    @Override
    public Address fromPortable(String portable) {
        return portable.startsWith("#") ? room(portable.substring(1)) : person(portable);
    }

    @Override
    public URI uri(Address address) {
        try {
            String path = (address.isRoom() ? "room/" : "user/") + address.value();
            return new URI("mqtt", path, null);
        } catch (URISyntaxException e) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID, address + " has no URI: " + e.getReason());
        }
    }

    private static String checked(String name) {
        boolean wrong = name.isBlank() || Limits.utf8Length(name) > NAME_BYTES;
        for (int i = 0; i < name.length() && !wrong; i++) {
            wrong =
                    switch (name.charAt(i)) {
                        case ':', '/', '+', '#', '$', '%' -> true;
                        default -> Character.isISOControl(name.charAt(i));
                    };
        }
        if (wrong) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "'" + Limits.cut(name, 64) + "' is no MQTT name" + FORM + ".");
        }
        return name;
    }
}
