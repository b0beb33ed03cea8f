package io.parlance.adapter.xmpp;

import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;

/// The door to the XMPP adapter: protocol `xmpp`.
public final class XmppAdapterProvider implements AdapterProvider {
    /// For the service loader.
    public XmppAdapterProvider() {}

    @Override
    public String protocol() {
        return "xmpp";
    }

    @Override
    public Adapter create(AdapterContext context) throws ConfigException {
        return new XmppAdapter(context, XmppConfig.read(context.settings()));
    }
}
