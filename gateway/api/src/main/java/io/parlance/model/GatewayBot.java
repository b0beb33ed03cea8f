package io.parlance.model;

/// The gateway's own person: a network of one, inside the gateway. Whoever writes to it gives a
/// command, and its answers are messages like any other. Each adapter spells its address as the
/// gateway's own there: the component's domain, the application service's user, `user/parlance`,
/// `parlance@` the mail domain.
public final class GatewayBot {
    /// The network that no configuration names, and that no listing of networks shows.
    public static final NetworkId NETWORK = new NetworkId("parlance");

    /// The only one who lives there.
    public static final Address ADDRESS = Address.person(NETWORK, "bot");

    /// The bot as others see it.
    public static final Participant PARTICIPANT = new Participant(ADDRESS, "Parlance");

    private GatewayBot() {}

    /// Whether this is the bot.
    public static boolean is(Address address) {
        return address.network().equals(NETWORK);
    }
}
