package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// The name of one configured network, such as `xmpp` or `mail`; unique in a gateway. It is the key
/// under `networks:` in the configuration and appears in ghost addresses, so it is short and lower
/// case.
public record NetworkId(String name) implements Comparable<NetworkId> {
    private static final int LONGEST = 32;

    /// Refuses anything but a lower-case letter followed by up to 31 lower-case letters or digits.
    public NetworkId {
        if (!isName(name)) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "A network's name is 1 to 32 lower-case letters or digits: '"
                            + name
                            + "' is not.");
        }
    }

    /// One is made for every address that is read, so no pattern is matched.
    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    // A key of the hub's maps: what a record has by itself goes by method handles, which costs
    // more.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof NetworkId(var theirs) && name.equals(theirs));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(NetworkId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
