package io.parlance.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parlance.admin.Crossings;
import io.parlance.admin.Health;
import io.parlance.admin.Metrics;
import io.parlance.admin.Operations;
import io.parlance.admin.Version;
import io.parlance.config.ConfigFile;
import io.parlance.config.GatewayConfig;
import io.parlance.gateway.StartFailure.Kind;
import io.parlance.hub.EventHub;
import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Journal;
import io.parlance.media.FileMediaStore;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AdapterProvider;
import io.parlance.spi.ConfigException;
import io.parlance.web.WebServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// One running gateway, assembled by hand.
///
/// ## Order
///
/// Vert.x, journal and identity mapping open at the same time, each on its own thread, because each
/// takes a second. Then the adapters are made, the web server listens (so that health can be asked
/// while links connect), and the hub starts the adapters. Everything is closed in the reverse
/// order.
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long START_SECONDS = 60;
    private static final Duration CLEAN_UP = Duration.ofHours(1);

    private final ConfigFile file;
    private final GatewayConfig config;
    private final Adapters adapters;
    private final Parts parts = new Parts();
    private final Crossings crossings = new Crossings();
    private final AtomicReference<URI> url = new AtomicReference<>();

    private Gateway(ConfigFile file, Collection<AdapterProvider> providers) {
        this.file = file;
        this.config = file.config();
        this.adapters = new Adapters(file, providers);
    }

    /// Starts a gateway with these adapters; blocks until it takes messages. Links may still be
    /// connecting then.
    ///
    /// @throws StartFailure if it cannot; nothing is left open
    public static Gateway start(ConfigFile file, Collection<AdapterProvider> providers)
            throws StartFailure {
        long begun = System.nanoTime();
        Gateway gateway = new Gateway(file, providers);
        try {
            gateway.assemble();
        } catch (StartFailure | RuntimeException | Error e) {
            gateway.parts.close();
            throw e;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        LOG.info(
                "Parlance {} runs as '{}': networks {}, data in {}, admin at {}, started in {} ms",
                Version.text(),
                gateway.config.id(),
                gateway.config.networks().keySet().stream().sorted().toList(),
                gateway.config.data(),
                gateway.url(),
                millis);
        return gateway;
    }

    /// Where the admin API is.
    public URI url() {
        return url.get();
    }

    /// Takes nothing more, lets what is under way finish, and closes everything. Blocks, for some
    /// seconds at most.
    ///
    /// @return whether everything closed as it should
    public boolean stop() {
        return parts.close();
    }

    private void assemble() throws StartFailure {
        adapters.check();
        DataFolder data = DataFolder.open(config.data());
        parts.onClose("the data folder", _ -> data.close());
        data.prepareSqlite();
        CompletableFuture<Vertx> vertx =
                parts.open("Vert.x", Gateway::vertx, it -> within(it.close()));
        CompletableFuture<IdentityMapping> mapping = identityMapping(data);
        CompletableFuture<Journal> journal = journal(data);
        PrometheusMeterRegistry metrics = metrics();
        String token = data.adminToken();
        FileMediaStore media = media(data);
        Journal openJournal = opened(journal);
        IdentityMapping openMapping = opened(mapping);
        Vertx openVertx = opened(vertx);
        EventHub hub = new EventHub(openVertx, config.id(), openJournal, openMapping, config.hub());
        Health health = new Health(config, hub, openJournal, token);
        Operations operations = new Operations(hub, openJournal, openMapping);
        addAdapters(hub, openVertx, openJournal, openMapping, media, metrics);
        new Reception(file).open(hub, openJournal, openMapping);
        WebServer web =
                new WebServer(
                        openVertx,
                        config.http(),
                        token,
                        health,
                        operations,
                        crossings,
                        media,
                        new Metrics(metrics, hub, openJournal));
        listen(web, data);
        long cleaning =
                openVertx.setPeriodic(
                        0,
                        CLEAN_UP.toMillis(),
                        _ -> openVertx.executeBlocking(() -> cleanUp(media), false));
        parts.onClose("clean-up", _ -> openVertx.cancelTimer(cleaning));
        startHub(hub, health);
        linkRooms(operations);
    }

    private static Vertx vertx() {
        // Nothing is served from the class path, so no cache folder is needed.
        FileSystemOptions files =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        // The journal, the MQTT client and the JVM have threads of their own; and what stays on one
        // event loop needs not wake another, which costs more than most of what it would do.
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(loops)
                        .setFileSystemOptions(files)
                        .setPreferNativeTransport(true));
    }

    private CompletableFuture<Journal> journal(DataFolder data) {
        return parts.open(
                "the journal", () -> Journal.open(data.path(), config.retention()), Journal::close);
    }

    private CompletableFuture<IdentityMapping> identityMapping(DataFolder data) {
        return parts.open(
                "the identity mapping",
                () -> IdentityMapping.open(data.path().resolve("identity")),
                IdentityMapping::close);
    }

    private PrometheusMeterRegistry metrics() {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        parts.onClose("metrics", _ -> metrics.close());
        return metrics;
    }

    private FileMediaStore media(DataFolder data) throws StartFailure {
        try {
            return new FileMediaStore(
                    data.path().resolve("media"),
                    config.media(),
                    this::url,
                    data.mediaKey(),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new StartFailure(Kind.DATA, "The folder of files cannot be used: " + e, e);
        }
    }

    private static boolean cleanUp(FileMediaStore media) {
        media.cleanUp();
        return true;
    }

    private void addAdapters(
            EventHub hub,
            Vertx vertx,
            Journal journal,
            IdentityMapping mapping,
            FileMediaStore media,
            PrometheusMeterRegistry metrics)
            throws StartFailure {
        for (Map.Entry<NetworkId, GatewayConfig.Network> each :
                new TreeMap<>(config.networks()).entrySet()) {
            NetworkId network = each.getKey();
            AdapterContext context =
                    new AdapterContext(
                            config.id(),
                            network,
                            each.getValue().settings(),
                            vertx,
                            new ObservedHub(hub, network, crossings, metrics),
                            hub.networks(),
                            mapping.ghosts(),
                            hub.rooms(),
                            journal.stateStore(network),
                            media);
            Adapter adapter = adapters.create(each.getValue().protocol(), context);
            hub.add(network, new ObservedAdapter(adapter, crossings));
        }
    }

    private void listen(WebServer web, DataFolder data) throws StartFailure {
        GatewayConfig.Http http = config.http();
        try {
            URI local = within(web.start());
            parts.onClose("the web server", _ -> within(web.stop()));
            data.announce(local.toString());
            url.set(http.publicUrl() == null ? local : http.publicUrl());
        } catch (IOException e) {
            throw new StartFailure(
                    Kind.SERVICE,
                    "HTTP cannot listen on %s:%d: %s. Choose another `http.port`, or stop what uses it."
                            .formatted(http.host(), http.port(), e.getMessage()),
                    e);
        }
    }

    private void startHub(EventHub hub, Health health) throws StartFailure {
        parts.onClose(
                "the hub",
                _ -> {
                    health.phase("The gateway stops.");
                    within(hub.stop());
                });
        try {
            within(hub.start());
            health.phase("");
        } catch (IOException e) {
            throw new StartFailure(Kind.SERVICE, String.valueOf(e.getMessage()), e);
        }
    }

    private void linkRooms(Operations operations) throws StartFailure {
        for (GatewayConfig.StaticLink link : config.links()) {
            try {
                if (!operations.linked(link.rooms())) {
                    within(operations.link(link.rooms()));
                    LOG.info("Linked {}", link.rooms());
                }
            } catch (InvalidValue | IOException e) {
                ConfigException fault =
                        new ConfigException(link.key(), String.valueOf(e.getMessage()));
                throw new StartFailure(
                        Kind.CONFIGURATION, String.valueOf(file.located(fault).getMessage()), e);
            }
        }
    }

    private static <T> T opened(CompletableFuture<T> part) throws StartFailure {
        try {
            return part.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartFailure(Kind.DATA, message(e), e);
        } catch (TimeoutException e) {
            throw new StartFailure(
                    Kind.DATA,
                    "The data folder did not open within "
                            + START_SECONDS
                            + " s; is the disk slow?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(Kind.SERVICE, "The start was interrupted.", e);
        }
    }

    /// Waits for a future on a thread that may block.
    private static <T> T within(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(message(e), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// What the cause says, in its own words if it has any.
    private static String message(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
