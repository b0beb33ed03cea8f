package io.parlance.gateway;

import io.parlance.config.ConfigFile;
import io.parlance.config.GatewayConfig;
import io.parlance.gateway.StartFailure.Kind;
import io.parlance.model.NetworkId;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// Makes the adapters that a configuration names.
public final class Adapters {
    private final ConfigFile file;
    private final Map<String, AdapterProvider> byProtocol = new TreeMap<>();

    /// Adapters out of `providers`.
    public Adapters(ConfigFile file, Collection<AdapterProvider> providers) {
        this.file = file;
        providers.forEach(provider -> byProtocol.put(provider.protocol(), provider));
    }

    /// Every adapter on the class path.
    public static List<AdapterProvider> installed() {
        return ServiceLoader.load(AdapterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /// Fails if a network has a protocol that no adapter speaks.
    void check() throws StartFailure {
        for (Map.Entry<NetworkId, GatewayConfig.Network> each :
                new TreeMap<>(file.config().networks()).entrySet()) {
            String protocol = each.getValue().protocol();
            if (!byProtocol.containsKey(protocol)) {
                ConfigException fault =
                        new ConfigException(
                                "networks." + each.getKey() + ".protocol",
                                "no adapter speaks '"
                                        + protocol
                                        + "'; write one of "
                                        + byProtocol.keySet());
                throw failure(fault);
            }
        }
    }

    /// Makes one adapter, which checks its settings.
    public Adapter create(String protocol, AdapterContext context) throws StartFailure {
        AdapterProvider provider = byProtocol.get(protocol);
        if (provider == null) {
            throw new IllegalStateException("Call check() first: no adapter speaks " + protocol);
        }
        try {
            return provider.create(context);
        } catch (ConfigException e) {
            throw failure(e);
        }
    }

    private StartFailure failure(ConfigException fault) {
        return new StartFailure(
                Kind.CONFIGURATION, String.valueOf(file.located(fault).getMessage()), fault);
    }
}
