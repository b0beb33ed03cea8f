package io.parlance.conformance.score.cases;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A YAML mapping that is read strictly: what nobody asked for is a fault, told with advice.
public final class StrictMap {
    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private StrictMap(String place, Object node) {
        this.place = place;
        if (!(node instanceof Map<?, ?> map)) {
            throw new Fault(place + " must be a mapping of keys to values.");
        }
        map.forEach(
                (key, value) -> {
                    if (value != null) {
                        values.put(String.valueOf(key), value);
                    }
                });
    }

    /// A file that does not say what it should; the message says what to do.
    public static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /// A fault with advice.
        public Fault(String message) {
            super(message);
        }
    }

    /// The mapping `node`.
    ///
    /// @param place the file, and where in it, for messages
    public static StrictMap of(String place, @Nullable Object node) {
        return new StrictMap(place, node == null ? Map.of() : node);
    }

    /// Where it stands.
    public String place() {
        return place;
    }

    /// The keys that are there.
    public Set<String> keys() {
        return values.keySet();
    }

    /// Whether `key` is there.
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// A text that must be there.
    public String text(String key) {
        asked.add(key);
        Object value = values.get(key);
        if (value == null) {
            throw new Fault(place + " lacks the key '" + key + "'.");
        }
        if (value instanceof Map || value instanceof List) {
            throw new Fault(place + ": '" + key + "' must be a text.");
        }
        return String.valueOf(value);
    }

    /// A text, or `otherwise`.
    public String text(String key, String otherwise) {
        asked.add(key);
        return has(key) ? text(key) : otherwise;
    }

    /// A whole number, or `otherwise`.
    public int number(String key, int otherwise) {
        String text = text(key, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Fault(place + ": '" + key + "' must be a whole number, not '" + text + "'.");
        }
    }

    /// `true` or `false`, or false where it is not said.
    public boolean flag(String key) {
        String text = text(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new Fault(place + ": '" + key + "' must be true or false, not '" + text + "'.");
        }
        return text.equals("true");
    }

    /// A mapping; empty where there is none.
    public StrictMap map(String key) {
        asked.add(key);
        return of(place + ", " + key, values.get(key));
    }

    /// Every key with its text.
    public Map<String, String> texts() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String key : values.keySet()) {
            all.put(key, text(key));
        }
        return all;
    }

    /// The texts of a list; one text counts as a list of one.
    public List<String> list(String key) {
        return items(key).stream().map(String::valueOf).toList();
    }

    /// The mappings of a list; one mapping counts as a list of one.
    public List<StrictMap> maps(String key) {
        List<StrictMap> all = new ArrayList<>();
        for (Object item : items(key)) {
            all.add(of(place + ", " + key + " " + (all.size() + 1), item));
        }
        return all;
    }

    private List<?> items(String key) {
        asked.add(key);
        Object value = values.get(key);
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    /// Complains about keys that nobody asked for.
    public void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw new Fault(
                        place
                                + ": unknown key '"
                                + key
                                + "'"
                                + advice(key)
                                + "; known here: "
                                + String.join(", ", asked)
                                + ".");
            }
        }
    }

    private String advice(String key) {
        for (String known : asked) {
            if (distance(key, known) <= 2) {
                return ", did you mean '" + known + "'?";
            }
        }
        return "";
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
