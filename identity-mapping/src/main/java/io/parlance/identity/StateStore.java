package io.parlance.identity;

import io.reactivex.rxjava3.core.Flowable;

import org.infinispan.commons.configuration.ConfiguredBy;
import org.infinispan.commons.util.IntSet;
import org.infinispan.persistence.spi.InitializationContext;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.MarshallableEntryFactory;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.infinispan.util.concurrent.BlockingManager;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Keeps one cache of texts in the [StateFile] of its [StateStoreConfiguration].
@ConfiguredBy(StateStoreConfiguration.class)
public final class StateStore implements NonBlockingStore<String, String> {
    private @Nullable Place place;

    /// What Infinispan tells a store when it starts.
    private record Place(
            StateFile file,
            String cache,
            BlockingManager threads,
            MarshallableEntryFactory<String, String> entries) {}

    /// Made by Infinispan.
    public StateStore() {}

    @Override
    public Set<Characteristic> characteristics() {
        return EnumSet.of(Characteristic.BULK_READ);
    }

    @Override
    public CompletionStage<Void> start(InitializationContext context) {
        StateStoreConfiguration configuration = context.getConfiguration();
        place =
                new Place(
                        configuration.file(),
                        context.getCache().getName(),
                        context.getBlockingManager(),
                        context.getMarshallableEntryFactory());
        return CompletableFuture.completedStage(null);
    }

    /// The file outlives the caches, and is closed by who opened it.
    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    @SuppressWarnings("NullAway") // Infinispan's interface is not annotated: null where none is
    public CompletionStage<MarshallableEntry<String, String>> load(int segment, Object key) {
        return ask(
                (table, cache) -> {
                    String value = table.get(cache, (String) key);
                    return value == null ? null : place().entries().create(key, value);
                });
    }

    @Override
    public CompletionStage<Void> write(
            int segment, MarshallableEntry<? extends String, ? extends String> entry) {
        return ask((table, cache) -> table.put(cache, entry.getKey(), entry.getValue()))
                .thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Boolean> delete(int segment, Object key) {
        return ask((table, cache) -> table.delete(cache, (String) key));
    }

    @Override
    public CompletionStage<Void> clear() {
        return ask(StateTable::clear).thenAccept(_ -> {});
    }

    @Override
    public Publisher<MarshallableEntry<String, String>> publishEntries(
            IntSet segments, @Nullable Predicate<? super String> filter, boolean fetchValue) {
        MarshallableEntryFactory<String, String> entries = place().entries();
        return Flowable.defer(() -> Flowable.fromCompletionStage(ask(StateTable::all)))
                .flatMapIterable(all -> all)
                .filter(entry -> filter == null || filter.test(entry.getKey()))
                .map(entry -> entries.create(entry.getKey(), entry.getValue()));
    }

    private interface OfCache<T> {
        T on(StateTable table, String cache) throws SQLException;
    }

    /// What comes of it goes on where Infinispan wants it, not on the file's thread.
    private <T> CompletionStage<T> ask(OfCache<T> access) {
        Place at = place();
        return at.threads()
                .continueOnNonBlockingThread(
                        at.file().ask(table -> access.on(table, at.cache())), at.cache());
    }

    private Place place() {
        return Objects.requireNonNull(place, "the store was not started");
    }
}
