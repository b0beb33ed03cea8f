package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the bench prints while it runs and at its end, and what it writes as JSON.
final class Report {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final long begun = System.nanoTime();
    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode parts = root.putArray("parts");
    private final ArrayNode verdicts = root.putArray("bars");
    private final List<String> judged = new ArrayList<>();
    private int missed;
    private int voided;

    Report(PrintWriter out) {
        this.out = out;
    }

    /// Says what the figures were taken on.
    void machine(Plan plan, String versions) {
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("java", Runtime.version().toString());
        root.put("servers", versions);
        root.put("quick", plan.quick());
        root.put("rounds", plan.rounds());
        root.put("seconds", plan.seconds());
    }

    /// One line of progress.
    void line(String format, Object... values) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(Locale.ROOT, "[%5.0f s] ", seconds);
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    /// A part of the JSON.
    ObjectNode part(String name) {
        return parts.addObject().put("name", name);
    }

    /// Writes the median and the spread of several rounds into `node`.
    static void put(ObjectNode node, String key, Ratios values) {
        ObjectNode all = node.putObject(key);
        all.put("median", values.median());
        all.put("least", values.least());
        all.put("most", values.most());
        all.put("rounds", values.rounds());
    }

    /// A round that does not count.
    void voided(String what, String why) {
        voided++;
        line("%s: VOID, %s", what, why);
        root.withArray("void").add(what + ": " + why);
    }

    /// A bar that must be reached from below.
    void atLeast(String what, Ratios value, double bar) {
        judge(what, value, bar, value.median() >= bar, ">=");
    }

    /// A bar that must not be passed.
    void atMost(String what, Ratios value, double bar) {
        judge(what, value, bar, value.median() <= bar, "<=");
    }

    private void judge(String what, Ratios value, double bar, boolean reached, String sign) {
        int digits = bar < 10 ? 2 : 0;
        judged.add(
                String.format(
                        Locale.ROOT,
                        "%-6s %-62s %-24s bar %s %." + digits + "f",
                        reached ? "ok" : "MISSED",
                        what,
                        value.text(digits),
                        sign,
                        bar));
        missed += reached ? 0 : 1;
        ObjectNode verdict = verdicts.addObject().put("what", what).put("bar", sign + " " + bar);
        put(verdict, "value", value);
        verdict.put("reached", reached);
    }

    /// A part that could not be measured; its bars count as one that was missed.
    void failed(String part, IOException why) {
        String what = part + ": not measured, because " + why.getMessage();
        line("%s", what);
        judged.add("MISSED " + what);
        missed++;
        verdicts.addObject().put("what", what).put("reached", false);
    }

    /// Prints the verdicts.
    ///
    /// @return how many bars were missed
    int close() {
        line("done; %d rounds void", voided);
        out.println();
        judged.forEach(out::println);
        out.flush();
        return missed;
    }

    /// Writes everything to `file`.
    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }
}
