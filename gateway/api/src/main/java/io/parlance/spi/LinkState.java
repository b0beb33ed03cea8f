package io.parlance.spi;

/// The state of a network's link, as the operator sees it.
public sealed interface LinkState {
    /// Trying to connect.
    record Connecting() implements LinkState {}

    /// Working.
    record Up() implements LinkState {}

    /// Working in part.
    ///
    /// @param advice what does not work and what to do
    record Degraded(String advice) implements LinkState {}

    /// Not connected; it is tried again by itself.
    ///
    /// @param advice what was seen and what to do, without secrets
    record Down(String advice) implements LinkState {}

    /// The network refused the gateway's credentials; tried again slowly.
    ///
    /// @param advice which key of the configuration to compare with what
    record BadCredentials(String advice) implements LinkState {}

    /// Whether deliveries have a chance.
    default boolean open() {
        return switch (this) {
            case Up _, Degraded _ -> true;
            case Connecting _, Down _, BadCredentials _ -> false;
        };
    }

    /// One lower-case word for metrics and tables.
    default String word() {
        return switch (this) {
            case Connecting _ -> "connecting";
            case Up _ -> "up";
            case Degraded _ -> "degraded";
            case Down _ -> "down";
            case BadCredentials _ -> "bad-credentials";
        };
    }

    /// What to do about it; empty when there is nothing to do.
    default String advice() {
        return switch (this) {
            case Connecting _, Up _ -> "";
            case Degraded(String advice) -> advice;
            case Down(String advice) -> advice;
            case BadCredentials(String advice) -> advice;
        };
    }
}
