package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// Somebody as others see them now: the address that identifies, and the name to show. The name is
/// a decoration: two participants with one address are the same person.
///
/// @param address who it is
/// @param displayName the name to show, or null if the network knows none
public record Participant(Address address, @Nullable String displayName) {
    private static final String UNVERIFIED = " (unverified)";

    /// Cuts an overlong name; an empty one counts as none. Refuses a room.
    public Participant {
        if (address.isRoom()) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    address + " is a room; a participant is a person.");
        }
        if (displayName != null) {
            displayName =
                    displayName.isBlank()
                            ? null
                            : Limits.cut(displayName.strip(), Limits.NAME_LENGTH);
        }
    }

    /// Somebody without a known name.
    public static Participant of(Address address) {
        return new Participant(address, null);
    }

    /// Somebody whom their network does not vouch for: the name says so, and is cut before that.
    public static Participant unverified(Address address, String name) {
        String cut = Limits.cut(name.strip(), Limits.NAME_LENGTH - UNVERIFIED.length());
        return new Participant(address, cut + UNVERIFIED);
    }

    /// Whether the name says that nobody vouches for them. Nothing may be done on their word.
    public boolean isUnverified() {
        return displayName != null && displayName.endsWith(UNVERIFIED);
    }

    /// The name to show: the display name, else the native spelling.
    public String shownName() {
        return displayName == null ? address.value() : displayName;
    }
}
