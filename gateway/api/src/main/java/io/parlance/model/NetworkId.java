package io.parlance.model;

import java.util.regex.Pattern;

/// The name of one configured network, such as `xmpp` or `mail`; unique in a gateway. It is the key
/// under `networks:` in the configuration and appears in ghost addresses, so it is short and lower
/// case.
public record NetworkId(String name) implements Comparable<NetworkId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{0,31}");

    /// Refuses anything but a lower-case letter followed by up to 31 lower-case letters or digits.
    public NetworkId {
        if (!FORM.matcher(name).matches()) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "A network's name is 1 to 32 lower-case letters or digits: '"
                            + name
                            + "' is not.");
        }
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
