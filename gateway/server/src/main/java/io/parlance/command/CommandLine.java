package io.parlance.command;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.spi.Spelling;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads what somebody wrote to the bot. In a room a command begins with the prefix; to the bot
/// alone it needs none. A mistake is an [InvalidValue] whose text says what to write instead. Pure.
public final class CommandLine {
    /// A mail begins with its subject, and an answer may begin with what it quotes.
    private static final int LINES = 10;

    private final String prefix;

    /// Commands that begin with `prefix` in rooms.
    public CommandLine(String prefix) {
        this.prefix = prefix;
    }

    /// Whether a message in a room is for the bot.
    public boolean isFor(String text) {
        return afterPrefix(text) != null;
    }

    /// The command in a message that was written in a room.
    ///
    /// @throws InvalidValue with advice if it is none
    public Command inRoom(String text) {
        for (String line : lines(text)) {
            String rest = afterPrefix(line);
            if (rest != null) {
                return read(rest);
            }
        }
        throw mistake("In a room, begin with " + prefix + ": " + prefix + " help");
    }

    /// The command in a message that was written to the bot alone: the first line that is one.
    ///
    /// @throws InvalidValue with advice if there is none
    public Command direct(String text) {
        List<String> lines = lines(text);
        for (String line : lines) {
            String rest = withoutPrefix(line);
            if (Verb.of(firstWord(rest)) != null) {
                return read(rest);
            }
        }
        return lines.isEmpty() ? new Command.Help(null) : read(withoutPrefix(lines.getFirst()));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(">"))
                .limit(LINES)
                .toList();
    }

    private String withoutPrefix(String line) {
        String rest = afterPrefix(line);
        return rest == null ? line.replaceFirst("^[/!]\\s*", "") : rest;
    }

    private @Nullable String afterPrefix(String line) {
        String text = line.stripLeading();
        boolean begins = text.regionMatches(true, 0, prefix, 0, prefix.length());
        String rest = begins ? text.substring(prefix.length()) : "";
        return begins && (rest.isEmpty() || !Character.isLetterOrDigit(rest.charAt(0)))
                ? rest.replaceFirst("^[:,]", "")
                : null;
    }

    private static String firstWord(String line) {
        return line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    }

    private Command read(String line) {
        List<String> words = Words.of(line);
        if (words.isEmpty()) {
            return new Command.Help(null);
        }
        Verb verb = verb(words.getFirst());
        return command(verb, words.subList(1, words.size()));
    }

    private static Verb verb(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Verb verb = Verb.of(lower);
        if (verb != null) {
            return verb;
        }
        List<String> known = Arrays.stream(Verb.values()).map(Verb::word).toList();
        String nearest = Spelling.nearest(lower, known);
        throw mistake(
                "I do not know '"
                        + shortened(word)
                        + "'"
                        + (nearest == null ? "" : "; did you mean " + nearest + "?")
                        + (nearest == null ? ". I know " + String.join(", ", known) + "." : ""));
    }

    private static Command command(Verb verb, List<String> rest) {
        return switch (verb) {
            case HELP -> new Command.Help(atMostOne(verb, rest) == null ? null : verb(rest.get(0)));
            case WHO -> new Command.Who(atMostOne(verb, rest));
            case LOSS -> new Command.Loss(rest);
            case LINK -> new Command.Link(some(verb, rest));
            case ACCEPT -> new Command.Accept(code(one(verb, rest)));
            case DECLINE -> new Command.Decline(code(one(verb, rest)));
            case UNLINK -> new Command.Unlink(atMostOne(verb, rest));
            case WHERE -> new Command.Where(atMostOne(verb, rest));
            case WHOAMI -> {
                none(verb, rest);
                yield new Command.WhoAmI();
            }
            case IDENTIFY -> identify(rest);
        };
    }

    private static Command identify(List<String> rest) {
        if (rest.isEmpty()) {
            return new Command.Identify(null, false);
        }
        boolean sure = rest.size() == 2 && rest.get(1).equalsIgnoreCase("yes");
        if (rest.size() > 1 && !sure) {
            throw usage(Verb.IDENTIFY);
        }
        return new Command.Identify(code(rest.getFirst()), sure);
    }

    private static @Nullable String atMostOne(Verb verb, List<String> rest) {
        if (rest.size() > 1) {
            throw usage(verb);
        }
        return rest.isEmpty() ? null : rest.getFirst();
    }

    private static String one(Verb verb, List<String> rest) {
        if (rest.size() != 1) {
            throw usage(verb);
        }
        return rest.getFirst();
    }

    private static void none(Verb verb, List<String> rest) {
        if (!rest.isEmpty()) {
            throw usage(verb);
        }
    }

    private static List<String> some(Verb verb, List<String> rest) {
        if (rest.isEmpty()) {
            throw usage(verb);
        }
        return rest;
    }

    private static String code(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static InvalidValue usage(Verb verb) {
        return mistake("Write: " + verb.usage() + " (" + verb.purpose() + ").");
    }

    private static String shortened(String word) {
        return word.length() > 40 ? word.substring(0, 40) + "…" : word;
    }

    private static InvalidValue mistake(String advice) {
        return new InvalidValue(FailureReason.CONTENT_INVALID, advice);
    }
}
