package io.parlance.conformance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Rounds in which several flows take turns under the same conditions. A round in which any of them
/// lost, repeated or reordered something is void.
final class Rounds {
    private final String title;
    private final Stage stage;
    private final List<Map<String, Sample>> rounds = new ArrayList<>();

    Rounds(String title, Stage stage) {
        this.title = title;
        this.stage = stage;
    }

    /// How a flow is driven and measured.
    interface Measure {
        Sample of(Flow flow) throws IOException, InterruptedException;
    }

    /// Gives each flow its turn in each round.
    Rounds measure(List<Flow> flows, Measure measure) throws IOException, InterruptedException {
        int wanted = stage.plan().rounds();
        for (int round = 1; round <= wanted; round++) {
            Map<String, Sample> samples = new LinkedHashMap<>();
            for (Flow flow : flows) {
                samples.put(flow.name(), measure.of(flow));
            }
            take(title + " round " + round + "/" + wanted, samples);
        }
        return this;
    }

    private void take(String which, Map<String, Sample> samples) {
        StringBuilder line = new StringBuilder();
        String fault = "";
        for (Map.Entry<String, Sample> each : samples.entrySet()) {
            Sample sample = each.getValue();
            line.append(
                    String.format(
                            java.util.Locale.ROOT,
                            "  %s %,.0f/s %.2f ms",
                            each.getKey(),
                            sample.rate(),
                            sample.p50()));
            if (!sample.counts()) {
                fault =
                        each.getKey()
                                + " "
                                + (sample.messages() == 0 ? "nothing arrived in time; " : "")
                                + sample.faults();
            }
        }
        if (fault.isEmpty()) {
            rounds.add(samples);
            stage.report().line("%s: %s", which, line);
        } else {
            stage.report().voided(which, fault + " (" + line.toString().strip() + ")");
        }
    }

    /// A figure of one flow, over the rounds.
    Ratios of(String flow, ToDoubleFunction<Sample> figure) {
        return Ratios.of(
                rounds.stream()
                        .map(round -> round.get(flow))
                        .mapToDouble(
                                sample ->
                                        sample == null ? Double.NaN : figure.applyAsDouble(sample))
                        .toArray());
    }

    /// How a figure of one flow compares to another's in the same round.
    Ratios ratio(String flow, String other, ToDoubleFunction<Sample> figure) {
        return Ratios.of(
                rounds.stream()
                        .filter(round -> round.containsKey(flow) && round.containsKey(other))
                        .mapToDouble(
                                round ->
                                        figure.applyAsDouble(round.get(flow))
                                                / figure.applyAsDouble(round.get(other)))
                        .toArray());
    }

    /// How far a figure of one flow lies above another's in the same round.
    Ratios above(String flow, String other, ToDoubleFunction<Sample> figure) {
        return Ratios.of(
                rounds.stream()
                        .filter(round -> round.containsKey(flow) && round.containsKey(other))
                        .mapToDouble(
                                round ->
                                        figure.applyAsDouble(round.get(flow))
                                                - figure.applyAsDouble(round.get(other)))
                        .toArray());
    }
}
