package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.Heard;
import io.parlance.conformance.score.cases.Judge;
import io.parlance.conformance.score.cases.Judgement;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Cell;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.wire.Arrivals;
import io.parlance.conformance.score.wire.Refused;
import io.parlance.conformance.score.wire.Sent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// One act of one sender before one or several receivers: what happens first, the act, and what
/// each receiver was shown of it. Used by one thread.
final class Trial {
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration AFTER_NEXT = Duration.ofMillis(1_500);
    private static final int SETTLING = 2;

    private final Stage stage;
    private final Case it;
    private final Account sender;
    private final List<Account> receivers;
    private final String where;
    private final Map<String, Bindings> sides = new LinkedHashMap<>();
    private final Map<String, String> missed = new LinkedHashMap<>();
    private boolean settling;

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
    private record Look(Judgement judgement, Heard heard) {}

    /// A result that may be looked at again when everything is over.
    ///
    /// @param heard what it was judged by; null where it could not be
    record Result(Case it, Cell cell, @Nullable Heard heard, Trial trial) {}

    private boolean room() {
        return where.equals("room");
    }

    /// Tries it.
    List<Result> run() throws InterruptedException {
        sides.clear();
        missed.clear();
        settling = false;
        try {
            for (Case.Step step : it.before()) {
                first(step);
            }
            Outcome outcome = perform(it, sender, receivers);
            for (Case.Step step : it.after()) {
                setRight(step);
            }
            return receivers.stream().map(to -> result(to, outcome)).toList();
        } catch (InterruptedException e) {
            throw e;
        } catch (Refused e) {
            return receivers.stream()
                    .map(to -> without(to, Verdict.NOT_APPLICABLE, e.answer()))
                    .toList();
        } catch (Exception e) {
            String why = "It could not be sent: " + e.getMessage();
            return receivers.stream().map(to -> without(to, Verdict.LOST, why)).toList();
        }
    }

    /// What cannot be set right is seen by the cases that follow.
    private void setRight(Case.Step step) throws InterruptedException {
        settling = true;
        Case act = stage.act(step.act());
        for (Account author : step.bySender() ? List.of(sender) : receivers) {
            List<Account> others = others(author);
            try {
                if (act.unseen()) {
                    unseen(act, author);
                } else if (act.send().containsKey(author.network())) {
                    perform(act, author, others);
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception _) {
                // There was nothing to be set right, then.
            }
        }
    }

    private List<Account> others(Account author) {
        List<Account> others = new ArrayList<>(receivers);
        others.add(sender);
        others.remove(author);
        return others;
    }

    private void first(Case.Step step) throws Exception {
        Case act = stage.act(step.act());
        if (act.unseen()) {
            for (Account author : step.bySender() ? List.of(sender) : receivers) {
                unseen(act, author);
            }
            return;
        }
        Account author =
                step.bySender()
                        ? sender
                        : receivers.stream()
                                .filter(a -> act.send().containsKey(a.network()))
                                .findFirst()
                                .orElseThrow();
        List<Account> everybody = others(author);
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

    /// What nobody needs to see happen, and not everybody has to do.
    private void unseen(Case act, Account author) throws Exception {
        String template = act.send().get(author.network());
        if (template != null) {
            Bindings names = stage.names(author, room() ? author.room() : "", room());
            stage.wire(author).send(template, names.with(fresh(act).values()));
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
        names = names.with(file(act, author, names)).with(people(author, observers));
        if (names.lacks(template)) {
            throw new IllegalStateException(
                    missed.getOrDefault(author.network(), "A name is not bound in " + template));
        }
        Sent sent = stage.wire(author).send(template, names);
        String next = act.followed() && room() ? next(author, names) : "";
        Map<String, Look> looks = new LinkedHashMap<>();
        for (Account each : observers) {
            Bindings seen =
                    side(each)
                            .with(fresh.values())
                            .with("peer", peer(act, author, each))
                            .with("file.name", names.value("file.name"))
                            .with("file.type", names.value("file.type"))
                            .with("third", third(each))
                            .with("nick", each.nick())
                            .with("me", each.address());
            int mark = marks.getOrDefault(each.network(), 0);
            Look look = await(new Wait(act, each, seen, mark, sent, next));
            if (act.anywhere() && look.judgement().verdict() == Verdict.LOST && !next.isEmpty()) {
                // What goes along with the next word, as on mail, may have come after that one.
                Sent later = new Sent(sent.id(), sent.raw(), System.nanoTime());
                look = await(new Wait(act, each, seen, mark, later, next(author, names)));
            }
            looks.put(each.network(), look);
        }
        return new Outcome(sent, names, looks);
    }

    private String peer(Case act, Account author, Account viewer) {
        return act.nameless().contains(author.network()) ? "" : stage.shown(author, viewer, room());
    }

    /// Whom templates name: `victim`, the first who looks on, and `third`, who does not.
    private Map<String, String> people(Account author, List<Account> observers) {
        Account first = observers.getFirst();
        String victim = stage.shown(first, author, room());
        String third = third(author);
        return Map.of(
                "victim", victim,
                "victim.nick", nick(victim),
                "victim.ghost", author.ghost(first),
                "third", third,
                "third.nick", nick(third));
    }

    private static String nick(String occupant) {
        return occupant.substring(occupant.indexOf('/') + 1);
    }

    private String third(Account viewer) {
        Account third = stage.third(sender, receivers);
        return third == null || third.equals(viewer) ? "" : stage.shown(third, viewer, room());
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
                        act.fill() > 0 ? text.toString().strip() : text.toString(),
                        "later",
                        Instant.now()
                                .plus(1, ChronoUnit.HOURS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
    }

    private Map<String, String> file(Case act, Account author, Bindings names) throws Exception {
        Case.Attachment file = act.file();
        if (file == null) {
            return Map.of();
        }
        String name = file.name().replace("{token}", names.value("token"));
        return file.names(name, stage.wire(author).host(name, file.type(), file.content()));
    }

    /// A plain word after the act.
    ///
    /// @return what it can be told by; empty where it could not be said
    private String next(Account author, Bindings names) throws InterruptedException {
        Case word = stage.act("text");
        Bindings fresh = fresh(word);
        String template = word.send().getOrDefault(author.network(), "");
        try {
            stage.wire(author).send(template, names.with(fresh.values()));
            return fresh.value("token");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception _) {
            return "";
        }
    }

    /// What one receiver waits for.
    private record Wait(Case act, Account to, Bindings names, int mark, Sent sent, String next) {
        /// Until when it is worth waiting, if nothing of the act came.
        long end(List<Arrival> since, int patience) {
            long last = sent.nanos() + Duration.ofSeconds(patience).toNanos();
            return since.stream()
                    .filter(a -> !next.isEmpty() && a.mentions(next))
                    .mapToLong(a -> Math.min(last, a.nanos() + AFTER_NEXT.toNanos()))
                    .findFirst()
                    .orElse(last);
        }
    }

    private Look await(Wait wait) throws InterruptedException {
        Account to = wait.to();
        Arrivals arrivals = stage.wire(to).arrivals();
        boolean brief = settling || missed.containsKey(to.network());
        int patience = brief ? Math.min(SETTLING, to.patience()) : to.patience();
        String room = room() ? to.room() : "";
        long judged = Long.MAX_VALUE;
        long until;
        boolean sure;
        Judgement now;
        int seen;
        do {
            List<Arrival> since = arrivals.since(wait.mark());
            seen = wait.mark() + since.size();
            now = Judge.of(wait.act(), to.network(), wait.names(), since, room);
            sure = false;
            until = wait.end(since, patience);
            switch (now.verdict()) {
                case NATIVE, NOT_APPLICABLE -> sure = true;
                // What is better may follow at once.
                case FALLBACK, WRONG -> {
                    judged = Math.min(judged, System.nanoTime() + GRACE.toNanos());
                    until = Math.min(until, judged);
                }
                case LOST -> {}
            }
        } while (!sure && arrivals.awaitMore(seen, until));
        return new Look(now, new Heard(wait.names().values(), room, wait.mark(), seen));
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
        boolean prevented = seen.verdict() != Verdict.NATIVE && !why.isEmpty();
        if (prevented) {
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
        return new Result(it, cell, prevented ? null : look.heard(), this);
    }

    private Result without(Account to, Verdict verdict, String why) {
        return new Result(
                it,
                new Cell(
                        sender.network(),
                        to.network(),
                        where,
                        it.id(),
                        verdict,
                        Shown.cut(why),
                        "",
                        List.of(),
                        -1),
                null,
                this);
    }
}
