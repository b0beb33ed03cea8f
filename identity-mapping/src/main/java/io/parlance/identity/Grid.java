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

/// The embedded data grid of this node and its caches, all in one folder. The one place that says
/// how they are kept: to let more nodes join, the mode here becomes replicated and a transport is
/// added; nothing above notices.
final class Grid implements AutoCloseable {
    private static final CacheMode MODE = CacheMode.LOCAL;

    private final DefaultCacheManager manager;
    private final Path folder;

    private Grid(DefaultCacheManager manager, Path folder) {
        this.manager = manager;
        this.folder = folder;
    }

    static Grid open(Path folder) throws IOException {
        Files.createDirectories(folder);
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        String location = folder.toString();
        global.globalState()
                .enable()
                .persistentLocation(location)
                .sharedPersistentLocation(location);
        global.jmx().disable();
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        return new Grid(new DefaultCacheManager(global.build(), true), folder);
    }

    /// A cache that survives `kill -9`: a write completes when it is on disk.
    Cache<String, String> durableCache(String name) {
        ConfigurationBuilder builder = inMemory();
        builder.persistence()
                .passivation(false)
                .addSoftIndexFileStore()
                .dataLocation(folder.resolve("data").toString())
                .indexLocation(folder.resolve("index").toString())
                .syncWrites(true)
                .purgeOnStartup(false)
                .preload(true);
        return cache(name, builder.build());
    }

    /// A cache whose content does not outlive the last node.
    Cache<String, String> volatileCache(String name) {
        return cache(name, inMemory().build());
    }

    private Cache<String, String> cache(String name, Configuration configuration) {
        manager.defineConfiguration(name, configuration);
        return manager.getCache(name);
    }

    private static ConfigurationBuilder inMemory() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(MODE);
        builder.encoding().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        return builder;
    }

    @Override
    public void close() {
        manager.stop();
    }
}
