package io.parlance.identity;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// A cache together with a store's maps, which it keeps in step: at once when this node writes, by
/// the listener when another node does. The maps are filled when it is made. Writes of one entry
/// reach the disk in the order in which they were made.
@Listener
public final class Index {
    private final Cache<String, String> cache;
    private final Writes writes;
    private final BiConsumer<String, String> added;
    private final BiConsumer<String, String> removed;
    private final Map<String, Future<Void>> underWay = new ConcurrentHashMap<>();

    /// An index that tells `added` of every entry there is and will be, and `removed` of every
    /// entry that goes. A changed entry is told to `added` with its new value.
    Index(
            OpenedCache opened,
            BiConsumer<String, String> added,
            BiConsumer<String, String> removed) {
        this.cache = opened.cache();
        this.writes = opened.writes();
        this.added = added;
        this.removed = removed;
        cache.addListener(this);
        opened.entries().forEach(entry -> added.accept(entry.getKey(), entry.getValue()));
    }

    /// Writes an entry; the future completes when it is durable.
    Future<Void> put(String key, String value) {
        added.accept(key, value);
        // The old value is never needed here; reading it back would cost a look on the disk.
        return after(key, () -> inMemory().putAsync(key, value));
    }

    /// Removes an entry, whose value was `value`; the future completes when that is durable.
    Future<Void> remove(String key, String value) {
        removed.accept(key, value);
        return after(key, () -> cache.removeAsync(key));
    }

    private Cache<String, String> inMemory() {
        return cache.getAdvancedCache().withFlags(Flag.SKIP_CACHE_LOAD);
    }

    /// Runs a write once the last one of the same key has ended, however it ended.
    private Future<Void> after(String key, Supplier<CompletableFuture<String>> write) {
        Promise<Void> done = Promise.promise();
        writes.add(done.future());
        Future<Void> before = underWay.put(key, done.future());
        Future<Void> start = before == null ? Future.succeededFuture() : before.otherwiseEmpty();
        start.compose(_ -> Future.fromCompletionStage(write.get()).<Void>mapEmpty())
                .onComplete(done);
        return done.future().onComplete(_ -> underWay.remove(key, done.future()));
    }

    /// Called by Infinispan.
    @CacheEntryCreated
    public void onCreated(CacheEntryCreatedEvent<String, String> event) {
        if (!event.isPre() && !event.isOriginLocal()) {
            added.accept(event.getKey(), event.getValue());
        }
    }

    /// Called by Infinispan.
    @CacheEntryModified
    public void onModified(CacheEntryModifiedEvent<String, String> event) {
        if (!event.isPre() && !event.isOriginLocal()) {
            added.accept(event.getKey(), event.getNewValue());
        }
    }

    /// Called by Infinispan.
    @CacheEntryRemoved
    public void onRemoved(CacheEntryRemovedEvent<String, String> event) {
        if (!event.isPre() && !event.isOriginLocal() && event.getOldValue() != null) {
            removed.accept(event.getKey(), event.getOldValue());
        }
    }
}
