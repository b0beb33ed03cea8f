package io.parlance.command;

import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the configuration says about commands.
///
/// @param enabled whether there is a bot at all
/// @param prefix how a command begins in a room
/// @param operators who may do everything, as `network:address`
/// @param allow who may give which command, where it is not the rule
/// @param consent how long a link that was asked for can be agreed to
public record CommandSettings(
        boolean enabled,
        String prefix,
        List<String> operators,
        Map<Verb, Level> allow,
        Duration consent) {
    /// What holds where the configuration says nothing.
    public static final CommandSettings DEFAULT =
            new CommandSettings(true, "!parlance", List.of(), Map.of(), Duration.ofDays(1));

    /// Copies the collections.
    public CommandSettings {
        operators = List.copyOf(operators);
        allow = Map.copyOf(allow);
    }

    /// Reads the group `commands`.
    public static CommandSettings read(Settings settings) throws ConfigException {
        boolean enabled = settings.flag("enabled", true);
        String prefix = settings.text("prefix", DEFAULT.prefix()).strip();
        if (prefix.isEmpty() || prefix.chars().anyMatch(Character::isWhitespace)) {
            throw settings.fault("prefix", "must be one word, such as " + DEFAULT.prefix());
        }
        List<String> operators = settings.texts("operators");
        Map<Verb, Level> allow = allow(settings.section("allow"));
        Duration consent = settings.duration("consent", DEFAULT.consent());
        if (!consent.isPositive()) {
            throw settings.fault("consent", "must be longer than nothing, for example 1d");
        }
        settings.done();
        return new CommandSettings(enabled, prefix, operators, allow, consent);
    }

    private static Map<Verb, Level> allow(Settings settings) throws ConfigException {
        Map<Verb, Level> allow = new EnumMap<>(Verb.class);
        for (Verb verb : Verb.values()) {
            if (settings.has(verb.word())) {
                allow.put(verb, level(settings, verb.word()));
            }
            settings.expecting(verb.word());
        }
        settings.done();
        return allow;
    }

    private static Level level(Settings settings, String key) throws ConfigException {
        String word = settings.text(key).toLowerCase(Locale.ROOT);
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return level;
            }
        }
        throw settings.fault(key, "'" + word + "' is no level; write anybody, staff or operators");
    }
}
