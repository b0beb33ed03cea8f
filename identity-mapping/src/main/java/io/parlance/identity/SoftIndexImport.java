package io.parlance.identity;

import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Takes over what builds of before December 2026 kept in Infinispan's own files (its soft-index
/// file store), which took a second longer to open.
///
/// @param folder the identity mapping's folder
record SoftIndexImport(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(SoftIndexImport.class);

    /// Does nothing if there is nothing to take over; safe to be repeated after a kill.
    void into(StateFile file) throws IOException {
        if (!Files.isDirectory(data())) {
            return;
        }
        int entries = copy(file);
        for (Path old : List.of(data(), index())) {
            delete(old);
        }
        LOG.info("Took over {} entries of the identity mapping's former files", entries);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path index() {
        return folder.resolve("index");
    }

    private int copy(StateFile file) throws IOException {
        GlobalConfigurationBuilder global = Grid.global();
        global.globalState().enable().persistentLocation(folder.toString());
        global.globalState().sharedPersistentLocation(folder.toString());
        try (DefaultCacheManager manager = new DefaultCacheManager(global.build(), true)) {
            List<CompletableFuture<Integer>> puts = new ArrayList<>();
            for (String name : names()) {
                manager.defineConfiguration(name, stored().build());
                Cache<String, String> cache = manager.getCache(name);
                cache.forEach(
                        (key, value) -> puts.add(file.ask(table -> table.put(name, key, value))));
            }
            puts.forEach(CompletableFuture::join);
            return puts.size();
        }
    }

    /// Each cache had a folder of its name.
    private List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(data())) {
            return folders.map(it -> it.getFileName().toString()).toList();
        }
    }

    /// As those builds stored it.
    ConfigurationBuilder stored() {
        ConfigurationBuilder builder = Grid.inMemory();
        builder.persistence()
                .addSoftIndexFileStore()
                .dataLocation(data().toString())
                .indexLocation(index().toString())
                .syncWrites(true);
        return builder;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
