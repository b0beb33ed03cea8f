package io.parlance.cli;

import io.parlance.admin.LossView;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What rooms lose, as a table: a line for each thing that is not kept everywhere.
final class LossTable {
    private final LossView view;

    LossTable(LossView view) {
        this.view = view;
    }

    void print(PrintWriter out, Paint paint) {
        List<String> heads = new ArrayList<>(List.of("WHAT"));
        heads.addAll(networks());
        heads.add("WHAT IS SEEN INSTEAD");
        Table table = new Table(heads.toArray(String[]::new));
        List<String> kept = new ArrayList<>();
        for (LossView.Feature feature : view.features()) {
            if (feature.hint().isEmpty()) {
                kept.add(feature.name());
                continue;
            }
            List<Object> row = new ArrayList<>(List.of(feature.name()));
            view.rooms().forEach(room -> row.add(feature.there().getOrDefault(room, "?")));
            row.add(feature.hint());
            table.row(row.toArray());
        }
        out.println(paint.bold(Paint.harmless(String.join("  =  ", view.rooms()))));
        table.print(out, paint);
        if (!kept.isEmpty()) {
            out.println("Kept everywhere: " + Paint.harmless(String.join(", ", kept)) + ".");
        }
    }

    /// The rooms' networks; a room in full where two are of one network.
    private List<String> networks() {
        List<String> networks =
                view.rooms().stream().map(room -> room.replaceFirst(":.*", "")).toList();
        return networks.stream().distinct().count() == networks.size() ? networks : view.rooms();
    }
}
