package io.parlance.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in what does not belong into a configuration file: `${NAME}` from the environment and
/// `${file:path}` from a file, its last line break cut. `$${` stands for a plain `${`.
final class Placeholders {
    private static final Pattern FORM = Pattern.compile("\\$(\\$\\{|\\{([^}]*)}|\\{)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST_FILE = 64 * 1024;

    private final Map<String, String> environment;
    private final Path folder;
    private final boolean lenient;

    private Placeholders(Map<String, String> environment, Path folder, boolean lenient) {
        this.environment = environment;
        this.folder = folder;
        this.lenient = lenient;
    }

    /// Placeholders out of `environment`; relative files are looked for in `folder`.
    static Placeholders strict(Map<String, String> environment, Path folder) {
        return new Placeholders(environment, folder, false);
    }

    /// The same, but what cannot be filled stays as it is: for who needs no secrets.
    static Placeholders lenient(Map<String, String> environment, Path folder) {
        return new Placeholders(environment, folder, true);
    }

    /// A placeholder could not be filled; the message says which and what to do.
    static final class Unfilled extends Exception {
        private static final long serialVersionUID = 1L;

        Unfilled(String message) {
            super(message);
        }
    }

    /// `text` with its placeholders filled in. What is filled in is not looked at again.
    String fill(String text) throws Unfilled {
        if (!text.contains("${")) {
            return text;
        }
        StringBuilder filled = new StringBuilder();
        Matcher matcher = FORM.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(tried(matcher)));
        }
        return matcher.appendTail(filled).toString();
    }

    private String tried(Matcher matcher) throws Unfilled {
        try {
            return one(matcher);
        } catch (Unfilled e) {
            if (lenient) {
                return matcher.group();
            }
            throw e;
        }
    }

    private String one(Matcher matcher) throws Unfilled {
        if (matcher.group(1).startsWith("$")) {
            return "${";
        }
        String name = matcher.group(2);
        if (name == null) {
            throw new Unfilled("`${` without `}`; write `$${` for a plain `${`");
        }
        return name.startsWith("file:") ? file(name.substring(5).strip()) : variable(name);
    }

    private String variable(String name) throws Unfilled {
        if (!NAME.matcher(name).matches()) {
            throw new Unfilled(
                    "`${"
                            + name
                            + "}` is neither ${VARIABLE} nor ${file:path}; write `$${` for a plain"
                            + " `${`");
        }
        String value = environment.get(name);
        if (value == null) {
            throw new Unfilled(
                    "the environment variable "
                            + name
                            + " is not set; set it: export "
                            + name
                            + "=…");
        }
        return value;
    }

    private String file(String path) throws Unfilled {
        Path file = folder.resolve(path);
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new Unfilled(file + " has over 64 KiB; that is no secret");
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (NoSuchFileException _) {
            throw new Unfilled(
                    "the file " + file + " does not exist; make it, or correct the path");
        } catch (IOException e) {
            throw new Unfilled("the file " + file + " cannot be read: " + e);
        }
    }
}
