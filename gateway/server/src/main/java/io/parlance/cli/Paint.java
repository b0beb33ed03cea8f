package io.parlance.cli;

import java.io.Console;

/// Colours for a terminal; none where there is no terminal or `NO_COLOR` is set. `CLICOLOR_FORCE`
/// turns them on anywhere.
public final class Paint {
    private final boolean on;

    /// Paints, or does not.
    public Paint(boolean on) {
        this.on = on;
    }

    /// As this process's terminal and environment wish.
    public static Paint automatic() {
        boolean forced = System.getenv("CLICOLOR_FORCE") != null;
        return new Paint(forced || (isTerminal() && System.getenv("NO_COLOR") == null));
    }

    // From 22 to 24 there was always a console, as Error Prone knows; since 25 there is none again
    // where the process has no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Something good.
    public String green(String text) {
        return painted("32", text);
    }

    /// Something that needs a look.
    public String yellow(String text) {
        return painted("33", text);
    }

    /// Something wrong.
    public String red(String text) {
        return painted("31", text);
    }

    /// A name.
    public String cyan(String text) {
        return painted("36", text);
    }

    /// Another name.
    public String magenta(String text) {
        return painted("35", text);
    }

    /// A third.
    public String blue(String text) {
        return painted("34", text);
    }

    /// A heading.
    public String bold(String text) {
        return painted("1", text);
    }

    /// What matters less.
    public String dim(String text) {
        return painted("2", text);
    }

    private String painted(String code, String text) {
        return on ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /// `text` in one line without control characters: what strangers wrote must not steer a
    /// terminal. Neither must it turn the direction of what follows (Unicode bidi controls).
    public static String harmless(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' ? '⏎' : Character.isISOControl(c) || isBidi(c) ? '·' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static boolean isBidi(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
