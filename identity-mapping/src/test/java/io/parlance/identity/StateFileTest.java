package io.parlance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.infinispan.Cache;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class StateFileTest {
    @TempDir Path folder;

    private Path path() {
        return folder.resolve("state.db");
    }

    private static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static List<Map.Entry<String, String>> all(StateFile file, String cache)
            throws Exception {
        return done(file.ask(table -> table.all(cache)));
    }

    @Test
    void eachCacheHasEntriesOfItsOwnAndKeepsThem() throws Exception {
        try (StateFile file = StateFile.open(path())) {
            done(file.ask(table -> table.put("a", "key", "old")));
            done(file.ask(table -> table.put("a", "key", "new")));
            done(file.ask(table -> table.put("b", "key", "other")));
            done(file.ask(table -> table.put("c", "key", "gone")));
            Boolean there = done(file.ask(table -> table.delete("c", "key")));
            assertThat(there).isTrue();
            Boolean again = done(file.ask(table -> table.delete("c", "key")));
            assertThat(again).isFalse();
        }
        try (StateFile file = StateFile.open(path())) {
            assertThat(all(file, "a")).containsExactly(Map.entry("key", "new"));
            assertThat(all(file, "b")).containsExactly(Map.entry("key", "other"));
            assertThat(all(file, "c")).isEmpty();
            done(file.ask(table -> table.clear("a")));
            assertThat(all(file, "a")).isEmpty();
            assertThat(all(file, "b")).hasSize(1);
        }
    }

    @Test
    void whatWasAskedBeforeTheEndIsDoneAndNothingAfterIt() throws Exception {
        StateFile file = StateFile.open(path());
        CompletableFuture<Integer> last = null;
        for (int i = 0; i < 3000; i++) {
            String key = "key" + i;
            last = file.ask(table -> table.put("a", key, ""));
        }
        file.close();
        assertThat(last).isCompletedWithValue(1);
        assertThat(file.ask(table -> table.all("a")))
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("closed");
        try (StateFile again = StateFile.open(path())) {
            assertThat(all(again, "a")).hasSize(3000);
        }
    }

    @Test
    void aFaultTakesBackWhatItSharedTheCommitWithAndTheFileGoesOn() throws Exception {
        try (StateFile file = StateFile.open(path())) {
            CompletableFuture<Integer> bad =
                    file.ask(
                            table -> {
                                table.put("a", "half", "");
                                throw new SQLException("the disk is away");
                            });
            assertThat(bad).failsWithin(10, TimeUnit.SECONDS);
            assertThat(all(file, "a")).isEmpty();
        }
    }

    @Test
    void aFaultOfOursFailsItsAskerAndTheFileGoesOn() throws Exception {
        try (StateFile file = StateFile.open(path())) {
            CompletableFuture<Integer> bad =
                    file.ask(
                            _ -> {
                                throw new IllegalStateException("a slip");
                            });
            assertThat(bad)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("a slip");
            assertThat(all(file, "a")).isEmpty();
        }
    }

    @Test
    void twoDoNotShareAFile() throws IOException {
        StateFile first = StateFile.open(path());
        assertThatThrownBy(() -> StateFile.open(path()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process has it");
        first.close();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(path(), "this is no database".repeat(1000));
        assertThatThrownBy(() -> StateFile.open(path()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state.db: it is damaged");
    }

    @Test
    void whatAnEarlierBuildKeptIsTakenOver() throws Exception {
        SoftIndexImport former = new SoftIndexImport(folder);
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        global.globalState().enable().persistentLocation(folder.toString());
        try (DefaultCacheManager manager = new DefaultCacheManager(global.build(), true)) {
            manager.defineConfiguration("ghosts", former.stored().build());
            Cache<String, String> cache = manager.getCache("ghosts");
            cache.put("xmpp@juliet", "matrix@@juliet:hs.test");
        }
        for (int i = 0; i < 2; i++) {
            try (StateFile file = StateFile.open(path())) {
                former.into(file);
                assertThat(all(file, "ghosts"))
                        .containsExactly(Map.entry("xmpp@juliet", "matrix@@juliet:hs.test"));
            }
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }
}
