package io.parlance.spi;

/// The door by which the gateway finds an adapter, through [java.util.ServiceLoader]. It has a
/// public constructor without arguments and no state.
public interface AdapterProvider {
    /// The protocol's name as configuration spells it, such as `xmpp`.
    String protocol();

    /// Makes an adapter for one configured network. Reads and checks the settings; opens nothing.
    ///
    /// @throws ConfigException if the settings are wrong, naming the key and what to do
    Adapter create(AdapterContext context) throws ConfigException;
}
