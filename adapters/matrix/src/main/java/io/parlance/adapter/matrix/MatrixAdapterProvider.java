package io.parlance.adapter.matrix;

import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;

/// The door to the Matrix adapter.
public final class MatrixAdapterProvider implements AdapterProvider {
    /// For [java.util.ServiceLoader].
    public MatrixAdapterProvider() {}

    @Override
    public String protocol() {
        return "matrix";
    }

    @Override
    public Adapter create(AdapterContext context) throws ConfigException {
        return new MatrixAdapter(context, MatrixConfig.read(context.settings()));
    }
}
