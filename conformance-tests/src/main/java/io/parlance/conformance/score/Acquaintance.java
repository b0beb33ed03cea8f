package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.target.House;
import io.parlance.conformance.score.target.Target;
import io.parlance.conformance.score.wire.Arrivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Brings people together before the scoring: rooms are made, linked and entered, and everybody says
/// a first word to everybody. What does not work here is told; its squares will show it.
final class Acquaintance {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;
    private final Consumer<String> progress;

    Acquaintance(Stage stage, Consumer<String> progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /// Makes everybody known to everybody.
    void make(Target target, House house) throws Exception {
        List<Account> inRooms =
                target.accounts().stream().filter(a -> !a.room().isEmpty()).toList();
        for (boolean make : new boolean[] {true, false}) {
            for (Account each : inRooms) {
                if (each.make() == make) {
                    stage.wire(each).enter(each.room(), make);
                }
            }
            if (make) {
                house.link(target.link());
            }
        }
        List<Runnable> words = new ArrayList<>();
        for (Account from : target.accounts()) {
            words.add(() -> sayToAll(from, target.accounts()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            inRooms.forEach(from -> threads.submit(() -> room(from, inRooms)));
            words.forEach(threads::submit);
        }
    }

    private void sayToAll(Account from, List<Account> all) {
        for (Account to : all) {
            if (to != from && !from.ghost(to).isEmpty()) {
                attempt(from, List.of(to), from.ghost(to), false);
            }
        }
    }

    private void room(Account from, List<Account> all) {
        attempt(from, all.stream().filter(a -> a != from).toList(), from.room(), true);
    }

    /// Says it again where it does not arrive: the first words make ghosts, rooms and memberships.
    private void attempt(Account from, List<Account> others, String place, boolean room) {
        try {
            if (!room) {
                stage.wire(from).befriend(place);
            }
            Case text = stage.act("text");
            String token = "hello-" + UUID.randomUUID();
            Bindings names =
                    stage.names(from, place, room)
                            .with("id", token)
                            .with("token", token)
                            .with("text", token);
            stage.wire(from).send(text.send().getOrDefault(from.network(), ""), names);
            for (Account to : others) {
                if (!arrives(stage.wire(to).arrivals(), token)) {
                    progress.accept("A first word from " + from + " did not reach " + to + ".");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            progress.accept("A first word of " + from + " to " + place + ": " + e.getMessage());
        }
    }

    private static boolean arrives(Arrivals arrivals, String token) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int seen;
        do {
            List<Arrival> all = arrivals.since(0);
            seen = all.size();
            if (all.stream().anyMatch(a -> a.mentions(token))) {
                return true;
            }
        } while (arrivals.awaitMore(seen, end));
        return false;
    }
}
