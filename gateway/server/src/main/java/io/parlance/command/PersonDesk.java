package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.EnvelopeId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Answers what concerns the asker alone: who they are, and what became of what they wrote.
final class PersonDesk {
    private static final Duration CODE_LIFE = Duration.ofMinutes(15);
    private static final String PREFIX = "identify:";
    private final Facilities facilities;
    private final Standing standing;
    private final StateStore store;
    private final Supplier<String> codes;
    private final Clock clock;

    PersonDesk(
            Facilities facilities,
            Standing standing,
            StateStore store,
            Supplier<String> codes,
            Clock clock) {
        this.facilities = facilities;
        this.standing = standing;
        this.store = store;
        this.codes = codes;
        this.clock = clock;
    }

    Future<String> whoAmI(Asker asker) {
        Set<Address> others = new HashSet<>(facilities.identities(asker.address()));
        others.remove(asker.address());
        String may =
                Arrays.stream(Verb.values())
                        .filter(verb -> standing.permissions().of(verb) != Level.OPERATORS)
                        .map(Verb::word)
                        .collect(Collectors.joining(", "));
        return Future.succeededFuture(
                "You are "
                        + asker.address()
                        + (others.isEmpty() ? "" : ", also " + Rooms.list(others))
                        + ". "
                        + (standing.operator(asker)
                                ? "You are an operator of this gateway and may do everything."
                                : "You may use "
                                        + may
                                        + "; some only where you are of a room's staff."));
    }

    Future<String> identify(Asker asker, Command.Identify command) {
        if (asker.room() != null) {
            throw Refusal.impossible(
                    "Others could read the code here. Write identify to me alone.");
        }
        String code = command.code();
        return code == null ? issued(asker) : claimed(asker, code, command.sure());
    }

    private Future<String> issued(Asker asker) {
        String code = codes.get();
        Instant until = clock.instant().plus(CODE_LIFE);
        String stored = until.toEpochMilli() + "\n" + Keys.stored(asker.address());
        return store.put(PREFIX + code, stored)
                .map(
                        "Write to me from your other address, within "
                                + CODE_LIFE.toMinutes()
                                + " minutes: identify "
                                + code
                                + "\nGive the code to nobody: who has it can be taken for you.");
    }

    private Future<String> claimed(Asker asker, String code, boolean sure) {
        return store.get(PREFIX + code)
                .compose(
                        stored -> {
                            Address other = alive(stored).orElseThrow(() -> unknown(code));
                            if (other.equals(asker.address())) {
                                throw Refusal.impossible(
                                        "The code was given to this very address; give it from"
                                                + " your other one.");
                            }
                            return sure
                                    ? facilities
                                            .identify(asker.address(), other)
                                            .compose(_ -> store.remove(PREFIX + code))
                                            .map(
                                                    "You are known as one person here and as "
                                                            + other
                                                            + " from now on.")
                                    : Future.succeededFuture(
                                            "This says that you and "
                                                    + other
                                                    + " are one person, who may do what either may."
                                                    + " Only if that is you, write: identify "
                                                    + code
                                                    + " yes");
                        });
    }

    private Optional<Address> alive(Optional<String> stored) {
        return stored.filter(
                        it -> clock.millis() < Long.parseLong(it.substring(0, it.indexOf('\n'))))
                .map(it -> Keys.address(it.substring(it.indexOf('\n') + 1)));
    }

    private static RuntimeException unknown(String code) {
        return Refusal.impossible(
                "There is no code " + code + ", or it lapsed. Ask for one with: identify");
    }

    /// @param message the command itself, which may answer the message that is asked for
    Future<String> where(Asker asker, Command.Where command, EnvelopeId message) {
        String id = command.id();
        Future<String> asked =
                id != null
                        ? Future.succeededFuture(id)
                        : facilities
                                .answered(message)
                                .map(
                                        it ->
                                                it.map(EnvelopeId::toString)
                                                        .orElseThrow(PersonDesk::noMessage));
        return asked.compose(
                what -> facilities.way(what).map(way -> told(asker, what, id != null, way)));
    }

    private static RuntimeException noMessage() {
        return Refusal.impossible(
                "Which message? Write where as an answer to it, or give its id: where ID");
    }

    private String told(Asker asker, String id, boolean named, Optional<Way> way) {
        boolean operator = standing.operator(asker);
        // A message of others is not told from one that is not there.
        boolean own =
                way.isPresent()
                        && facilities.identities(asker.address()).contains(way.get().writer());
        if (way.isEmpty() || !(own || operator)) {
            throw Refusal.forbidden(
                    "I know of no message of yours "
                            + (named ? "with the id " + id : "there")
                            + ". You can ask for your own ones only.");
        }
        return way.get().steps().stream()
                .sorted(Comparator.comparing(Way.Step::at))
                .map(step -> line(step, operator))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Way.Step step, boolean operator) {
        return Times.ofDay(step.at())
                + " "
                + step.what()
                + (step.network().isEmpty() ? "" : " " + step.network())
                + (operator && !step.detail().isEmpty() ? ": " + step.detail() : "");
    }
}
