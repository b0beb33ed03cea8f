package io.parlance.adapter.mqtt;

import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;

/// Makes adapters that are clients of an MQTT 5 broker.
public final class MqttAdapterProvider implements AdapterProvider {
    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public Adapter create(AdapterContext context) throws ConfigException {
        MqttConfig config = MqttConfig.from(context.settings(), context.gateway());
        return new MqttAdapter(context, config, Backoff.DEFAULT);
    }
}
