package io.parlance.cli;

import io.parlance.admin.CrossingView;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// One line of the live view: time, from where to where, latency, who, what.
public final class CrossingLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final Paint paint;

    /// Lines in these colours.
    public CrossingLine(Paint paint) {
        this.paint = paint;
    }

    /// `crossing` in a line.
    public String of(CrossingView crossing) {
        String time = TIME.format(crossing.at().atZone(ZoneId.systemDefault()));
        String way =
                came(crossing)
                        ? network(crossing.origin(), 7) + paint.dim("→ ∙      ")
                        : network(crossing.origin(), 7)
                                + paint.dim("→ ")
                                + network(crossing.network(), 7);
        String millis = String.format(Locale.ROOT, "%8.1f ms", crossing.millis());
        return paint.dim(time)
                + " "
                + way
                + " "
                + paint.dim(millis)
                + " "
                + outcome(crossing)
                + " "
                + paint.bold(Paint.harmless(crossing.name()))
                + said(crossing);
    }

    private static boolean came(CrossingView crossing) {
        return switch (crossing.what()) {
            case "accepted", "dropped", "rejected" -> true;
            default -> false;
        };
    }

    private String outcome(CrossingView crossing) {
        String padded = String.format(Locale.ROOT, "%-9s", crossing.what());
        String why = crossing.why().isEmpty() ? "" : " (" + Paint.harmless(crossing.why()) + ")";
        return switch (crossing.what()) {
            case "delivered" -> paint.green(padded);
            case "accepted" -> padded;
            case "dropped" -> paint.dim(padded + why);
            case "deferred" -> paint.yellow(padded + why);
            default -> paint.red(padded + why);
        };
    }

    private String said(CrossingView crossing) {
        String text = Paint.harmless(crossing.text());
        return crossing.kind().equals("message")
                ? ": " + text
                : paint.dim(" [" + crossing.kind() + "] " + text);
    }

    private String network(String name, int width) {
        String padded = String.format(Locale.ROOT, "%-" + width + "s", name);
        return switch (Math.floorMod(name.hashCode(), 4)) {
            case 0 -> paint.cyan(padded);
            case 1 -> paint.magenta(padded);
            case 2 -> paint.blue(padded);
            default -> paint.yellow(padded);
        };
    }
}
