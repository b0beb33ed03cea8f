package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.Heard;
import io.parlance.conformance.score.cases.Judgement;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Cell;
import io.parlance.conformance.score.target.Account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All trials of a run: most beside each other, those that change a room alone.
final class Run {
    private static final int AT_ONCE = 10;

    private final Stage stage;
    private final Predicate<String> pairs;
    private final Consumer<Cell> told;
    private final Predicate<Cell> again;
    private final List<Trial.Result> results = new ArrayList<>();
    private final List<Recording.Entry> entries = new ArrayList<>();
    private final Semaphore seats = new Semaphore(AT_ONCE, true);

    /// A run that tells each square when it is known.
    ///
    /// @param again which squares deserve a second try, alone, when all others are done
    Run(Stage stage, Predicate<String> pairs, Consumer<Cell> told, Predicate<Cell> again) {
        this.again = again;
        this.stage = stage;
        this.pairs = pairs;
        this.told = told;
    }

    /// Tries all cases.
    List<Recording.Entry> of(Collection<Case> cases)
            throws InterruptedException, ExecutionException {
        List<Trial> together = new ArrayList<>();
        List<Trial> alone = new ArrayList<>();
        for (Case it : cases) {
            for (Account sender : stage.accounts()) {
                if (it.where().contains("direct")) {
                    direct(it, sender, together);
                }
                if (it.where().contains("room") && !sender.room().isEmpty()) {
                    inRoom(it, sender, it.exclusive() ? alone : together);
                }
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Trial trial : together) {
                running.add(threads.submit(() -> tryOut(trial)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            for (Trial trial : alone) {
                threads.submit(() -> tryOut(trial)).get();
            }
        }
        for (Trial.Result result : List.copyOf(results)) {
            Recording.Entry entry = reviewed(result);
            entries.add(again.test(entry.cell()) ? secondTry(result, entry) : entry);
        }
        return entries;
    }

    private Void tryOut(Trial trial) throws InterruptedException {
        seats.acquire();
        try {
            List<Trial.Result> more = trial.run();
            synchronized (this) {
                results.addAll(more);
                more.forEach(result -> told.accept(result.cell()));
            }
        } finally {
            seats.release();
        }
        return null;
    }

    private void direct(Case it, Account sender, List<Trial> trials) {
        List<Account> receivers = applicable(it, sender, "direct");
        if (it.everyone()) {
            if (!receivers.isEmpty()) {
                trials.add(new Trial(stage, it, sender, receivers, "direct"));
            }
            return;
        }
        for (Account receiver : receivers) {
            trials.add(new Trial(stage, it, sender, List.of(receiver), "direct"));
        }
    }

    private void inRoom(Case it, Account sender, List<Trial> trials) {
        List<Account> receivers = applicable(it, sender, "room");
        if (it.personal() || it.third()) {
            receivers.forEach(to -> trials.add(new Trial(stage, it, sender, List.of(to), "room")));
        } else if (!receivers.isEmpty()) {
            trials.add(new Trial(stage, it, sender, receivers, "room"));
        }
    }

    private List<Account> applicable(Case it, Account sender, String where) {
        List<Account> receivers = new ArrayList<>();
        for (Account to : stage.accounts()) {
            if (to.equals(sender) || !pairs.test(sender.network() + "-" + to.network())) {
                continue;
            }
            String why = it.notApplicable(sender.network(), to.network());
            if (why.isEmpty()) {
                why = unreachable(sender, to, where);
            }
            if (why.isEmpty() && it.third() && stage.third(sender, List.of(to)) == null) {
                why = "nobody else is in the room";
            }
            if (why.isEmpty()) {
                receivers.add(to);
            } else {
                skipped(it, sender, to, where, why);
            }
        }
        return receivers;
    }

    private static String unreachable(Account sender, Account to, String where) {
        if (where.equals("room")) {
            return to.room().isEmpty() ? "no room there" : "";
        }
        return sender.ghost(to).isEmpty()
                ? "nobody of " + to.network() + " is addressed there"
                : "";
    }

    private void skipped(Case it, Account sender, Account to, String where, String why) {
        Cell cell =
                new Cell(
                        sender.network(),
                        to.network(),
                        where,
                        it.id(),
                        Verdict.NOT_APPLICABLE,
                        why,
                        "",
                        List.of(),
                        -1);
        entries.add(new Recording.Entry(cell, null));
        told.accept(cell);
    }

    /// A busy machine is late now and then: what fails twice fails.
    private Recording.Entry secondTry(Trial.Result result, Recording.Entry before)
            throws InterruptedException {
        return result.trial().run().stream()
                .map(this::reviewed)
                .filter(entry -> entry.cell().key().equals(before.cell().key()))
                .findFirst()
                .orElse(before);
    }

    private Recording.Entry reviewed(Trial.Result result) {
        Cell cell = result.cell();
        Heard heard = result.heard();
        if (cell.verdict() == Verdict.NATIVE && heard != null) {
            Judgement now = heard.reviewed(result.it(), cell.to(), stage.arrivals(cell.to()));
            if (now.verdict() == Verdict.WRONG) {
                cell = cell.judged(Verdict.WRONG, now.quote());
            }
        }
        return new Recording.Entry(cell, heard);
    }
}
