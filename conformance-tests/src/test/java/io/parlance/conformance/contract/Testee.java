package io.parlance.conformance.contract;

import io.parlance.config.ConfigFault;
import io.parlance.config.ConfigFile;
import io.parlance.config.GatewayConfig;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.gateway.Adapters;
import io.parlance.gateway.StartFailure;
import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// One adapter, found by ServiceLoader and configured as a gateway in this lab would be, and what
/// it is given. It can be stopped and started again with the state that it left.
final class Testee implements AutoCloseable {
    /// How long anything may take on a busy machine.
    static final Duration PATIENCE = Duration.ofSeconds(40);

    final RecordingHub hub = new RecordingHub();
    private final Surroundings surroundings;
    private final NetworkId network;
    private final Path folder;
    private final LabEnv env;
    private final UnaryOperator<String> edit;
    private final Vertx vertx = Vertx.vertx();
    private @Nullable Adapter adapter;

    /// An adapter of `network`, with a configuration that `edit` changed.
    ///
    /// @param surroundings what it finds, perhaps with what another left
    Testee(
            Path folder,
            LabEnv env,
            NetworkId network,
            Surroundings surroundings,
            UnaryOperator<String> edit) {
        this.surroundings = surroundings;
        this.folder = folder;
        this.env = env;
        this.network = network;
        this.edit = edit;
    }

    /// Starts a new adapter, with what an earlier one left.
    Testee start() throws IOException, ConfigFault, StartFailure, InterruptedException {
        Path file = GatewayYaml.write(folder, "contract", env);
        Files.writeString(file, edit.apply(Files.readString(file)));
        ConfigFile config = ConfigFile.read(file);
        Adapters installed = new Adapters(config, Adapters.installed());
        for (Map.Entry<NetworkId, GatewayConfig.Network> each :
                config.config().networks().entrySet()) {
            GatewayConfig.Network settings = each.getValue();
            surroundings.add(
                    each.getKey(),
                    installed.create(settings.protocol(), context(each.getKey(), settings)));
        }
        adapter = surroundings.adapter(network);
        await(adapter.start());
        return this;
    }

    private AdapterContext context(NetworkId name, GatewayConfig.Network settings) {
        return new AdapterContext(
                "contract",
                name,
                settings.settings(),
                vertx,
                hub,
                surroundings,
                surroundings,
                surroundings,
                surroundings,
                surroundings);
    }

    /// The adapter that runs, or ran last.
    Adapter adapter() {
        if (adapter == null) {
            throw new IllegalStateException("Start it first.");
        }
        return adapter;
    }

    /// Reads an address of any network.
    Address parse(NetworkId of, String spelling) {
        return surroundings.addresses(of).parse(spelling);
    }

    /// Delivers, and waits for what became of it.
    Outcome deliver(Delivery delivery) throws InterruptedException {
        return await(adapter().deliver(delivery));
    }

    /// Stops the adapter; its state stays.
    void stop() throws InterruptedException {
        await(adapter().stop());
    }

    /// Waits for a future that must succeed.
    static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("It failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing for " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        try {
            if (adapter != null) {
                stop();
            }
            await(vertx.close());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
