package io.parlance.identity;

import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.manager.DefaultCacheManager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The embedded data grid of this node and its caches, all in one folder. The one place that says
/// how they are kept: to let more nodes join, the mode here becomes replicated and a transport is
/// added; nothing above notices.
final class Grid implements AutoCloseable {
    private static final CacheMode MODE = CacheMode.LOCAL;

    private final DefaultCacheManager manager;
    private final StateFile file;
    private final Writes writes = new Writes();

    private Grid(DefaultCacheManager manager, StateFile file) {
        this.manager = manager;
        this.file = file;
    }

    static Grid open(Path folder) throws IOException {
        Files.createDirectories(folder);
        StateFile file = StateFile.open(folder.resolve("state.db"));
        try {
            new SoftIndexImport(folder).into(file);
            return new Grid(new DefaultCacheManager(global().build(), true), file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// What every manager of caches here has in common.
    static GlobalConfigurationBuilder global() {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        global.jmx().disable();
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        return global;
    }

    /// A cache that survives `kill -9`: a write completes when it is on disk.
    OpenedCache durableCache(String name) {
        ConfigurationBuilder builder = inMemory();
        builder.persistence()
                .passivation(false)
                .addStore(StateStoreConfiguration.Builder.class)
                .segmented(false)
                .file(file);
        // Straight from the file: through Infinispan, 20,000 entries of a cold JVM take 0.3 s
        // longer.
        List<Map.Entry<String, String>> entries = file.ask(table -> table.all(name)).join();
        return new OpenedCache(cache(name, builder.build()), entries, writes);
    }

    /// A cache whose content does not outlive the last node.
    OpenedCache volatileCache(String name) {
        return new OpenedCache(cache(name, inMemory().build()), List.of(), writes);
    }

    private Cache<String, String> cache(String name, Configuration configuration) {
        manager.defineConfiguration(name, configuration);
        return manager.getCache(name);
    }

    /// A cache of plain texts on this node.
    static ConfigurationBuilder inMemory() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(MODE);
        builder.encoding().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        return builder;
    }

    @Override
    public void close() {
        writes.await();
        manager.stop();
        file.close();
    }
}
