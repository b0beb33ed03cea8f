package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.AddressSpace;

import java.net.URI;

/// Spells people `@local:server` and rooms `#name:server`.
final class MatrixLikeSpace implements AddressSpace {
    static final NetworkId MATRIX = new NetworkId("matrix");

    @Override
    public Address parse(String spelling) {
        return spelling.startsWith("@")
                ? Address.person(MATRIX, spelling)
                : Address.room(MATRIX, spelling);
    }

    @Override
    public String portable(Address address) {
        String value = address.value().replaceFirst(":", "@");
        return address.isRoom() ? value : value.substring(1);
    }

    @Override
    public Address fromPortable(String portable) {
        int at = portable.lastIndexOf('@');
        if (at < 0) {
            throw new InvalidValue(FailureReason.ADDRESS_INVALID, "There is no server in it.");
        }
        String value = portable.substring(0, at) + ":" + portable.substring(at + 1);
        return parse(portable.startsWith("#") || portable.startsWith("!") ? value : "@" + value);
    }

    @Override
    public URI uri(Address address) {
        return URI.create("matrix:u/" + address.value().substring(1).replace(":", "%3A"));
    }
}
