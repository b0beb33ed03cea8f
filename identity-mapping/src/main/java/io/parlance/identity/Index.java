package io.parlance.identity;

import io.vertx.core.Future;

import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

import java.util.function.BiConsumer;

/// A cache together with the listener that keeps a store's maps in step with it, whichever node
/// wrote. The maps are filled when it is made.
@Listener
public final class Index {
    private final Cache<String, String> cache;
    private final BiConsumer<String, String> added;
    private final BiConsumer<String, String> removed;

    /// An index that tells `added` of every entry there is and will be, and `removed` of every
    /// entry that goes. A changed entry is told to `added` with its new value.
    Index(
            Cache<String, String> cache,
            BiConsumer<String, String> added,
            BiConsumer<String, String> removed) {
        this.cache = cache;
        this.added = added;
        this.removed = removed;
        cache.addListener(this);
        cache.forEach(added);
    }

    /// Writes an entry; the future completes when it is durable.
    Future<Void> put(String key, String value) {
        // The old value is never needed here; reading it back would cost a look on the disk.
        return Future.fromCompletionStage(
                        cache.getAdvancedCache()
                                .withFlags(Flag.SKIP_CACHE_LOAD)
                                .putAsync(key, value))
                .mapEmpty();
    }

    /// Removes an entry; the future completes when that is durable.
    Future<Void> remove(String key) {
        return Future.fromCompletionStage(cache.removeAsync(key)).mapEmpty();
    }

    /// Called by Infinispan.
    @CacheEntryCreated
    public void onCreated(CacheEntryCreatedEvent<String, String> event) {
        if (!event.isPre()) {
            added.accept(event.getKey(), event.getValue());
        }
    }

    /// Called by Infinispan.
    @CacheEntryModified
    public void onModified(CacheEntryModifiedEvent<String, String> event) {
        if (!event.isPre()) {
            added.accept(event.getKey(), event.getNewValue());
        }
    }

    /// Called by Infinispan.
    @CacheEntryRemoved
    public void onRemoved(CacheEntryRemovedEvent<String, String> event) {
        if (!event.isPre() && event.getOldValue() != null) {
            removed.accept(event.getKey(), event.getOldValue());
        }
    }
}
