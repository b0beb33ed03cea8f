package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.Judge;
import io.parlance.conformance.score.cases.Judgement;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Cell;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.wire.Sent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// One act of one sender before one or several receivers: what happens first, the act, and what
/// each receiver was shown of it. Used by one thread.
final class Trial {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Stage stage;
    private final Case it;
    private final Account sender;
    private final List<Account> receivers;
    private final String where;
    private final Map<String, Bindings> sides = new LinkedHashMap<>();
    private final Map<String, String> missed = new LinkedHashMap<>();

    Trial(Stage stage, Case it, Account sender, List<Account> receivers, String where) {
        this.stage = stage;
        this.it = it;
        this.sender = sender;
        this.receivers = receivers;
        this.where = where;
    }

    /// What was written, and what each of the others made of it.
    private record Outcome(Sent sent, Bindings names, Map<String, Look> looks) {}

    /// What one receiver saw, and how to look again later.
    private record Look(Judgement judgement, int mark, Bindings names) {}

    /// A result that may be looked at again when everything is over.
    record Result(Cell cell, Review review, Trial trial) {}

    /// Looks again: has it come twice meanwhile?
    interface Review {
        /// The judgement now.
        Judgement now();
    }

    private boolean room() {
        return where.equals("room");
    }

    /// Tries it.
    List<Result> run() throws InterruptedException {
        sides.clear();
        missed.clear();
        try {
            for (Case.Step step : it.before()) {
                first(step);
            }
            Outcome outcome = perform(it, sender, receivers);
            if (!it.after().isEmpty()) {
                perform(stage.act(it.after()), sender, receivers);
            }
            return receivers.stream().map(to -> result(to, outcome)).toList();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return receivers.stream()
                    .map(to -> failed(to, "It could not be sent: " + e.getMessage()))
                    .toList();
        }
    }

    private void first(Case.Step step) throws Exception {
        Case act = stage.act(step.act());
        List<Account> everybody = new ArrayList<>(receivers);
        everybody.add(sender);
        Account author =
                step.bySender()
                        ? sender
                        : receivers.stream()
                                .filter(a -> act.send().containsKey(a.network()))
                                .findFirst()
                                .orElseThrow();
        everybody.remove(author);
        Outcome outcome = perform(act, author, everybody);
        String as = step.as();
        String ref = stage.wire(author).ownRef(outcome.sent(), room());
        bind(author, as, outcome, outcome.sent().id(), ref, author.address());
        for (Account each : everybody) {
            Look look = look(outcome, each);
            var proof = look.judgement().proof();
            if (proof == null) {
                missed.putIfAbsent(
                        each.network(),
                        "What it refers to (%s) came as: %s. %s"
                                .formatted(
                                        act.title(),
                                        look.judgement().verdict(),
                                        look.judgement().quote()));
            } else {
                bind(each, as, outcome, proof.id(), proof.ref(), proof.facts().first("from"));
            }
        }
    }

    private void bind(
            Account side, String as, Outcome outcome, String id, String ref, String from) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(as + ".id", id);
        more.put(as + ".ref", ref);
        more.put(as + ".from", from);
        more.put(as + ".token", outcome.names().value("token"));
        more.put(as + ".text", outcome.names().value("text"));
        sides.merge(side.network(), new Bindings(more), (old, now) -> old.with(now.values()));
    }

    private Outcome perform(Case act, Account author, List<Account> observers) throws Exception {
        Bindings fresh = fresh(act);
        Map<String, Integer> marks = new LinkedHashMap<>();
        for (Account each : observers) {
            marks.put(each.network(), stage.wire(each).arrivals().mark());
        }
        String template = act.send().get(author.network());
        if (template == null) {
            throw new IllegalStateException(author.network() + " has no form of " + act.id());
        }
        boolean alone = !room() && observers.size() == 1;
        String place = room() ? author.room() : alone ? author.ghost(observers.getFirst()) : "";
        Bindings names =
                stage.names(author, place, room()).with(fresh.values()).with(side(author).values());
        names = names.with(file(act, author, names));
        if (names.lacks(template)) {
            throw new IllegalStateException(
                    missed.getOrDefault(author.network(), "A name is not bound in " + template));
        }
        Sent sent = stage.wire(author).send(template, names);
        Map<String, Look> looks = new LinkedHashMap<>();
        for (Account each : observers) {
            Bindings seen =
                    side(each)
                            .with(fresh.values())
                            .with("peer", stage.shown(author, each, room()))
                            .with("file.name", names.value("file.name"))
                            .with("me", each.address());
            int mark = marks.getOrDefault(each.network(), 0);
            looks.put(each.network(), new Look(await(act, each, seen, mark, sent), mark, seen));
        }
        return new Outcome(sent, names, looks);
    }

    private Bindings side(Account account) {
        return sides.getOrDefault(account.network(), new Bindings(Map.of()));
    }

    private static Bindings fresh(Case act) {
        String token =
                "t" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36);
        StringBuilder text = new StringBuilder(act.text().replace("{token}", token));
        String once = text.toString();
        while (text.length() < act.fill()) {
            text.append(once);
        }
        return new Bindings(
                Map.of(
                        "token",
                        token,
                        "id",
                        "id-" + token,
                        "text",
                        act.fill() > 0 ? text.toString().strip() : text.toString()));
    }

    private Map<String, String> file(Case act, Account author, Bindings names) throws Exception {
        Case.Attachment file = act.file();
        if (file == null) {
            return Map.of();
        }
        String name = file.name().replace("{token}", names.value("token"));
        return Map.of(
                "file.name",
                name,
                "file.type",
                file.type(),
                "file.size",
                String.valueOf(file.content().length),
                "file.base",
                file.base64(),
                "file.url",
                stage.wire(author).host(name, file.type(), file.content()));
    }

    private Judgement await(Case act, Account to, Bindings names, int mark, Sent sent)
            throws InterruptedException {
        var arrivals = stage.wire(to).arrivals();
        long end = sent.nanos() + Duration.ofSeconds(to.patience()).toNanos();
        Judgement now = Judgement.without(Verdict.LOST, "Nothing arrived.");
        long until = end;
        int seen;
        do {
            var since = arrivals.since(mark);
            seen = mark + since.size();
            now = Judge.of(act, to.network(), names, since, room() ? to.room() : "");
            switch (now.verdict()) {
                case NATIVE, NOT_APPLICABLE -> {
                    return now;
                }
                // What is better may follow at once.
                case FALLBACK, WRONG ->
                        until = Math.min(until, System.nanoTime() + GRACE.toNanos());
                case LOST -> until = end;
            }
        } while (arrivals.awaitMore(seen, until));
        return now;
    }

    private static Look look(Outcome outcome, Account who) {
        Look look = outcome.looks().get(who.network());
        if (look == null) {
            throw new IllegalStateException(who + " did not look");
        }
        return look;
    }

    private Result result(Account to, Outcome outcome) {
        Look look = look(outcome, to);
        Judgement seen = look.judgement();
        String why = missed.getOrDefault(to.network(), "");
        if (seen.verdict() != Verdict.NATIVE && !why.isEmpty()) {
            seen = Judgement.without(Verdict.LOST, why);
        }
        var proof = seen.proof();
        long millis =
                proof == null
                        ? -1
                        : Duration.ofNanos(proof.nanos() - outcome.sent().nanos()).toMillis();
        Cell cell =
                new Cell(
                        sender.network(),
                        to.network(),
                        where,
                        it.id(),
                        seen.verdict(),
                        Shown.cut(seen.quote()),
                        Shown.cut(outcome.sent().raw()),
                        seen.arrived().stream().limit(3).map(a -> Shown.cut(a.raw())).toList(),
                        millis);
        String room = room() ? to.room() : "";
        return new Result(
                cell,
                () ->
                        Judge.of(
                                it,
                                to.network(),
                                look.names(),
                                stage.wire(to).arrivals().since(look.mark()),
                                room),
                this);
    }

    private Result failed(Account to, String why) {
        Judgement nothing = Judgement.without(Verdict.LOST, why);
        return new Result(
                new Cell(
                        sender.network(),
                        to.network(),
                        where,
                        it.id(),
                        Verdict.LOST,
                        Shown.cut(why),
                        "",
                        List.of(),
                        -1),
                () -> nothing,
                this);
    }
}
