package io.parlance.spi;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A part of the configuration, read strictly: a key that nobody asked for is an error with advice,
/// reported by [#done()]. Values are what YAML gives: text, numbers, booleans, lists and maps. Not
/// thread-safe; used while an adapter is created.
public final class Settings {
    private final String path;
    private final Map<String, Object> values;
    private final Set<String> known = new HashSet<>();

    /// Settings at `path`, a dotted key such as `networks.xmpp`, used in messages.
    public Settings(String path, Map<String, Object> values) {
        this.path = path;
        this.values = Map.copyOf(values);
    }

    /// A text that must be there.
    public String text(String key) throws ConfigException {
        String value = textOrNull(key);
        if (value == null || value.isBlank()) {
            throw fault(key, "is missing; " + missing(key));
        }
        return value;
    }

    /// A text, or `fallback` if the key is absent.
    public String text(String key, String fallback) throws ConfigException {
        String value = textOrNull(key);
        return value == null ? fallback : value;
    }

    /// A secret that must be there.
    public Secret secret(String key) throws ConfigException {
        return new Secret(text(key));
    }

    /// A whole number from `min` to `max`, or `fallback` if the key is absent.
    public int number(String key, int fallback, int min, int max) throws ConfigException {
        Object value = take(key);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.toString().strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, in the same words as a number out of range.
        }
        throw fault(key, "'" + value + "' is no whole number from " + min + " to " + max);
    }

    /// A TCP port, or `fallback` if the key is absent.
    public int port(String key, int fallback) throws ConfigException {
        return number(key, fallback, 1, 65_535);
    }

    /// Yes or no, or `fallback` if the key is absent.
    public boolean flag(String key, boolean fallback) throws ConfigException {
        Object value = take(key);
        if (value == null) {
            return fallback;
        }
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw fault(key, "'" + value + "' is neither true nor false");
        };
    }

    /// A time such as `500ms`, `30s`, `5m`, `2h`, `7d`, or `fallback` if the key is absent.
    public Duration duration(String key, Duration fallback) throws ConfigException {
        String value = textOrNull(key);
        if (value == null) {
            return fallback;
        }
        try {
            int unit = value.length() - (value.endsWith("ms") ? 2 : 1);
            long count = Long.parseLong(value.substring(0, Math.max(unit, 0)).strip());
            switch (value.substring(Math.max(unit, 0))) {
                case "ms" -> {
                    return Duration.ofMillis(count);
                }
                case "s" -> {
                    return Duration.ofSeconds(count);
                }
                case "m" -> {
                    return Duration.ofMinutes(count);
                }
                case "h" -> {
                    return Duration.ofHours(count);
                }
                case "d" -> {
                    return Duration.ofDays(count);
                }
                default -> {
                    // Told below.
                }
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw fault(key, "'" + value + "' is no time; write for example 500ms, 30s, 5m, 2h or 7d");
    }

    /// A list of texts; empty if the key is absent.
    public List<String> texts(String key) throws ConfigException {
        return switch (take(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case String one -> List.of(one);
            default -> throw fault(key, "is no list of texts");
        };
    }

    /// A map of further settings; empty if the key is absent. Its own [#done()] must be called.
    public Settings section(String key) throws ConfigException {
        Object value = take(key);
        return new Settings(
                path.isEmpty() ? key : path + "." + key,
                value == null ? Map.of() : asMap(key, value));
    }

    /// A list of maps of further settings; empty if the key is absent.
    public List<Settings> sections(String key) throws ConfigException {
        Object value = take(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw fault(key, "is no list");
        }
        List<Settings> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(new Settings(path + "." + key + "[" + i + "]", asMap(key, list.get(i))));
        }
        return List.copyOf(sections);
    }

    /// Names keys that are read later or elsewhere, so that [#done()] may be asked before.
    public Settings expecting(String... keys) {
        known.addAll(List.of(keys));
        return this;
    }

    /// Whether the key is there.
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// The keys that are there.
    public Set<String> keys() {
        return values.keySet();
    }

    /// Ends the reading: fails if a key is there that nobody asked for, naming the nearest known
    /// one.
    public void done() throws ConfigException {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String nearest = Spelling.nearest(key, known);
                throw fault(
                        key,
                        "unknown key; "
                                + (nearest == null
                                        ? "known here: "
                                                + String.join(
                                                        ", ", known.stream().sorted().toList())
                                        : "did you mean `" + nearest + "`?"));
            }
        }
    }

    /// A fault at `key`, to be thrown by whoever checks a value more closely.
    public ConfigException fault(String key, String message) {
        return new ConfigException(path.isEmpty() ? key : path + "." + key, message);
    }

    /// What to do about a key that must be there. A mistyped one stands in its place, unread: which
    /// of the others will be read later is not known here, so only a slip of the pen counts.
    private String missing(String key) {
        Set<String> unread = new HashSet<>(values.keySet());
        unread.removeAll(known);
        String typed = Spelling.slip(key, unread);
        String write = "write `" + key + ": …`" + (path.isEmpty() ? "" : " under " + path);
        return typed == null
                ? write
                : "`" + typed + "` is no key here: did you mean `" + key + "`? Else " + write;
    }

    private @Nullable Object take(String key) {
        known.add(key);
        return values.get(key);
    }

    private @Nullable String textOrNull(String key) throws ConfigException {
        return switch (take(key)) {
            case null -> null;
            case String text -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw fault(key, "is no text");
        };
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> asMap(String key, @Nullable Object value) throws ConfigException {
        if (value instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, Object>) map;
        }
        throw fault(key, "is no group of keys");
    }
}
