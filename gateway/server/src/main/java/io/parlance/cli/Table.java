package io.parlance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Columns of text. The last column is as wide as it is.
final class Table {
    private static final int WIDEST = 60;

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Paint.harmless(String.valueOf(cell)));
        }
        rows.add(row);
    }

    void print(PrintWriter out, Paint paint) {
        out.println(paint.bold(line(heads)));
        rows.forEach(row -> out.println(line(row)));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(cell);
            if (i < cells.size() - 1) {
                int blanks = Math.max(0, width(i) - cell.codePointCount(0, cell.length()));
                line.repeat(" ", blanks + 2);
            }
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = heads.get(column).length();
        for (List<String> row : rows) {
            String cell = row.get(column);
            width = Math.max(width, cell.codePointCount(0, cell.length()));
        }
        return Math.min(width, WIDEST);
    }
}
