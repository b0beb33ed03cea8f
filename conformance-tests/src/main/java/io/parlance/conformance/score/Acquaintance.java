package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.target.House;
import io.parlance.conformance.score.target.Target;
import io.parlance.conformance.score.wire.Arrivals;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Brings people together before the scoring: rooms are made, linked and entered, and everybody
/// says a first word to everybody. What does not work here is told; its squares will show it.
final class Acquaintance {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int ATTEMPTS = 5;
    private static final Predicate<Account> MATRIX = who -> who.protocol().equals("matrix");

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
        // A Matrix client makes the room for two, so that there is one only: it speaks first.
        together(target.accounts().stream().filter(MATRIX).toList(), this::sayToAll);
        together(target.accounts().stream().filter(MATRIX.negate()).toList(), this::sayToAll);
        together(inRooms, from -> room(from, inRooms));
    }

    private static void together(List<Account> who, Consumer<Account> what) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            who.forEach(each -> threads.execute(() -> what.accept(each)));
        }
    }

    private void sayToAll(Account from) {
        List<Account> others =
                stage.accounts().stream()
                        .filter(to -> !to.equals(from) && !from.ghost(to).isEmpty())
                        .toList();
        together(others, to -> greet(from, List.of(to), from.ghost(to), false));
    }

    private void room(Account from, List<Account> all) {
        greet(from, all.stream().filter(a -> !a.equals(from)).toList(), from.room(), true);
    }

    /// Says it again where it does not arrive: first words make ghosts, rooms and memberships.
    private void greet(Account from, List<Account> others, String place, boolean room) {
        List<Account> silent = new ArrayList<>(others);
        try {
            if (!room) {
                stage.wire(from).befriend(place);
            }
            for (int attempt = 0; attempt < ATTEMPTS && !silent.isEmpty(); attempt++) {
                String token = say(from, place, room);
                for (Account to : List.copyOf(silent)) {
                    Arrival word = arrival(stage.wire(to).arrivals(), token);
                    if (word != null) {
                        silent.remove(to);
                        if (room) {
                            stage.shows(from, to, word.facts().first("from"));
                        }
                    }
                }
            }
            silent.forEach(to -> progress.accept("No word from " + from + " reached " + to + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            progress.accept("A first word of " + from + " to " + place + ": " + e.getMessage());
        }
    }

    private String say(Account from, String place, boolean room) throws Exception {
        String token = "hello-" + UUID.randomUUID();
        Bindings names =
                stage.names(from, place, room)
                        .with("id", token)
                        .with("token", token)
                        .with("text", token);
        String template = stage.act("text").send().getOrDefault(from.network(), "");
        stage.wire(from).send(template, names);
        return token;
    }

    private static @Nullable Arrival arrival(Arrivals arrivals, String token)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int seen;
        do {
            List<Arrival> all = arrivals.since(0);
            seen = all.size();
            for (Arrival each : all) {
                if (each.mentions(token)) {
                    return each;
                }
            }
        } while (arrivals.awaitMore(seen, end));
        return null;
    }
}
