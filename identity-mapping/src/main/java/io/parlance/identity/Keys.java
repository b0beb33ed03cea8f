package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Addresses as cache keys: `xmpp@alice@example.org` for a person, `xmpp#room@example.org` for a
/// room. A network's name holds neither sign, so the first of them separates.
final class Keys {
    /// Separates two keys in one; no address holds it, since control characters are refused there.
    private static final char SEPARATOR = '\n';

    private Keys() {}

    static String of(Address address) {
        return address.network().name() + (address.isRoom() ? '#' : '@') + address.value();
    }

    static Address address(String key) {
        int i = 0;
        while (key.charAt(i) != '@' && key.charAt(i) != '#') {
            i++;
        }
        NetworkId network = new NetworkId(key.substring(0, i));
        String value = key.substring(i + 1);
        return key.charAt(i) == '#' ? Address.room(network, value) : Address.person(network, value);
    }

    static String pair(String first, String second) {
        return first + SEPARATOR + second;
    }

    static String first(String pair) {
        return pair.substring(0, pair.indexOf(SEPARATOR));
    }

    static String second(String pair) {
        return pair.substring(pair.indexOf(SEPARATOR) + 1);
    }

    /// Several addresses as one value, in a stable order.
    static String join(Collection<Address> addresses) {
        return addresses.stream().map(Keys::of).sorted().collect(Collectors.joining("\n"));
    }

    /// Reads what [#join] wrote.
    static Set<Address> split(String joined) {
        return Arrays.stream(joined.split("\n", -1))
                .map(Keys::address)
                .collect(Collectors.toUnmodifiableSet());
    }
}
