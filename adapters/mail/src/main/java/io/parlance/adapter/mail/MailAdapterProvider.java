package io.parlance.adapter.mail;

import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;

/// Makes mail adapters.
public final class MailAdapterProvider implements AdapterProvider {
    @Override
    public String protocol() {
        return "mail";
    }

    @Override
    public Adapter create(AdapterContext context) throws ConfigException {
        MailConfig config = MailConfig.read(context.settings());
        return new MailAdapter(context, config, Sessions.of(config, context.settings()));
    }
}
