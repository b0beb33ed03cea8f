package io.parlance.conformance.score;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.Heard;
import io.parlance.conformance.score.cases.Judgement;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Cell;
import io.parlance.conformance.score.report.Scores;
import io.parlance.conformance.score.wire.Reread;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The wire of a run, kept in a folder, to be judged again without any server.
///
/// `run.json` says what ran; `NETWORK.jsonl` holds everything that came to that network's client,
/// an arrival a line; `cells/PAIR.WHERE.CASE.json` holds what was sent for one square and which
/// stretch of the arrivals it was judged by.
///
/// @param about what ran, with no cells
/// @param entries the squares
/// @param arrivals network to everything that came there
record Recording(Scores about, List<Entry> entries, Map<String, List<Arrival>> arrivals) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper PRETTY =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Recording {
        entries = List.copyOf(entries);
        arrivals = Map.copyOf(arrivals);
    }

    /// One square.
    ///
    /// @param heard what it was judged by; null where nothing was tried, or it could not be
    record Entry(Cell cell, @Nullable Heard heard) {}

    /// Writes the folder.
    void write(Path folder) throws IOException {
        Path cells = Files.createDirectories(folder.resolve("cells"));
        PRETTY.writeValue(folder.resolve("run.json").toFile(), about);
        for (Entry entry : entries) {
            String name = entry.cell().key().replace(' ', '.') + ".json";
            PRETTY.writeValue(cells.resolve(name).toFile(), entry);
        }
        for (Map.Entry<String, List<Arrival>> came : arrivals.entrySet()) {
            Path file = folder.resolve(came.getKey() + ".jsonl");
            try (BufferedWriter lines = Files.newBufferedWriter(file)) {
                for (Arrival each : came.getValue()) {
                    lines.write(JSON.writeValueAsString(each));
                    lines.newLine();
                }
            }
        }
    }

    /// Reads what [#write] wrote.
    static Recording read(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("run.json"))) {
            throw new StrictMap.Fault(folder + " is no recording; make one with --record.");
        }
        Scores about = JSON.readValue(folder.resolve("run.json").toFile(), Scores.class);
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(folder.resolve("cells"), ".json")) {
            entries.add(JSON.readValue(file.toFile(), new TypeReference<>() {}));
        }
        Map<String, List<Arrival>> arrivals = new LinkedHashMap<>();
        for (Path file : files(folder, ".jsonl")) {
            List<Arrival> came = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                came.add(JSON.readValue(line, Arrival.class));
            }
            arrivals.put(file.getFileName().toString().replaceFirst("\\.jsonl$", ""), came);
        }
        return new Recording(about, entries, arrivals);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /// The same, with every arrival read anew from its wire, by what reads it from a server.
    Recording reread() throws IOException {
        Map<String, List<Arrival>> again = new LinkedHashMap<>();
        for (Map.Entry<String, List<Arrival>> came : arrivals.entrySet()) {
            List<Arrival> read = new ArrayList<>();
            for (Arrival each : came.getValue()) {
                read.add(Reread.again(each));
            }
            again.put(came.getKey(), read);
        }
        return new Recording(about, entries, again);
    }

    /// How many arrivals there are.
    int size() {
        return arrivals.values().stream().mapToInt(List::size).sum();
    }

    /// How many arrivals show something else here than in `other`, which holds the same wire.
    long differing(Recording other) {
        return arrivals.keySet().stream()
                .mapToLong(
                        network -> {
                            List<Arrival> here = arrivals.getOrDefault(network, List.of());
                            List<Arrival> there = other.arrivals.getOrDefault(network, List.of());
                            return IntStream.range(0, here.size())
                                    .filter(i -> !here.get(i).equals(there.get(i)))
                                    .count();
                        })
                .sum();
    }

    /// Judges every square again, by the cases as they are now.
    List<Cell> judged(Map<String, Case> cases) {
        return entries.stream().map(entry -> judged(entry, cases)).toList();
    }

    private Cell judged(Entry entry, Map<String, Case> cases) {
        Cell cell = entry.cell();
        Case it = cases.get(cell.feature());
        List<Arrival> all = arrivals.getOrDefault(cell.to(), List.of());
        Heard heard = entry.heard();
        if (it == null || heard == null) {
            return cell;
        }
        Judgement seen = heard.judged(it, cell.to(), all);
        if (seen.verdict() == Verdict.NATIVE) {
            Judgement later = heard.reviewed(it, cell.to(), all);
            seen = later.verdict() == Verdict.WRONG ? later : seen;
        }
        return cell.judged(seen.verdict(), Shown.cut(seen.quote()));
    }
}
