package io.parlance.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One YAML document as maps, lists and texts, with the line of every key. Stricter than YAML: a
/// key may stand once, no tags, no aliases of groups, and scalars stay text, so that nothing is
/// taken for an octal number or a truth value (the YAML 1.1 rules would turn `0123` into 83).
final class YamlTree {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final String file;
    private final Placeholders placeholders;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> advice = new ArrayList<>();
    private Map<String, Object> root = Map.of();

    private YamlTree(String file, Placeholders placeholders) {
        this.file = file;
        this.placeholders = placeholders;
    }

    /// Reads `text`, which stands in `file` (a name for messages).
    static YamlTree parse(String file, String text, Placeholders placeholders) throws ConfigFault {
        YamlTree tree = new YamlTree(file, placeholders);
        Node node = tree.compose(text);
        if (node instanceof MappingNode mapping) {
            tree.root = tree.map("", mapping);
        } else if (node != null) {
            throw tree.fault(node, "", "a configuration is a group of keys such as `gateway:`");
        }
        return tree;
    }

    /// The values; nulls are left out.
    Map<String, Object> root() {
        return root;
    }

    /// What should be told although it is no fault: keys without a value.
    List<String> advice() {
        return List.copyOf(advice);
    }

    /// Where `key`, a dotted path, stands: `file:line`, or the nearest group around it, or the
    /// file.
    String place(String key) {
        for (String path = key; !path.isEmpty(); path = parent(path)) {
            Integer line = lines.get(path);
            if (line != null) {
                return file + ":" + line;
            }
        }
        return file;
    }

    private static String parent(String path) {
        return path.substring(
                0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private @Nullable Node compose(String text) throws ConfigFault {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigFault(file + ":" + line + ": this is no YAML: " + explain(e));
        } catch (YAMLException e) {
            // The parser names no line for these two: an alias of a group, and groups too deep.
            String problem = String.valueOf(e.getMessage());
            throw new ConfigFault(
                    file
                            + ": "
                            + (problem.contains("aliases")
                                    ? "a group is repeated by an alias (*name); write the group out"
                                    : problem));
        }
    }

    private static String explain(MarkedYAMLException e) {
        String problem = e.getProblem();
        if (problem == null) {
            return String.valueOf(e.getMessage());
        }
        if (problem.contains("\\t(TAB)")) {
            return "a tab; indent with blanks";
        }
        if (problem.endsWith("but got {")) {
            return problem + " (between { and } a value with ${…} is quoted: \"${NAME}\")";
        }
        return problem.contains("mapping values are not allowed")
                ? problem
                        + " (is the line above indented like this one, or a text with `: ` not"
                        + " quoted?)"
                : problem;
    }

    private Map<String, Object> map(String path, MappingNode node) throws ConfigFault {
        Map<String, Object> map = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw fault(tuple.getKeyNode(), path, "a key is a single word");
            }
            String key = keyNode.getValue();
            String full = path.isEmpty() ? key : path + "." + key;
            if (!seen.add(key)) {
                String first = "stands here a second time; the first is in line " + lines.get(full);
                throw fault(keyNode, full, first);
            }
            lines.put(full, line(keyNode));
            Object value = value(full, tuple.getValueNode());
            if (value == null) {
                advice.add(
                        place(full)
                                + ": "
                                + full
                                + " has no value and counts as absent; give it one, or delete the"
                                + " line");
            } else {
                map.put(key, value);
            }
        }
        return map;
    }

    private @Nullable Object value(String path, Node node) throws ConfigFault {
        return switch (node) {
            case MappingNode mapping -> map(path, mapping);
            case SequenceNode sequence -> list(path, sequence);
            case ScalarNode scalar -> scalar(path, scalar);
            default -> throw fault(node, path, "is neither text, list nor group");
        };
    }

    private List<Object> list(String path, SequenceNode node) throws ConfigFault {
        List<Object> list = new ArrayList<>();
        for (Node item : node.getValue()) {
            String full = path + "[" + list.size() + "]";
            lines.put(full, line(item));
            Object value = value(full, item);
            if (value == null) {
                throw fault(item, full, "is empty; give it a value, or delete the line");
            }
            list.add(value);
        }
        return list;
    }

    private @Nullable String scalar(String path, ScalarNode node) throws ConfigFault {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            throw fault(
                    node, path, "the tag " + node.getTag() + " means nothing here; leave it away");
        }
        String text = node.getValue();
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && NOTHING.contains(text)) {
            return null;
        }
        try {
            return placeholders.fill(text);
        } catch (Placeholders.Unfilled e) {
            throw fault(node, path, e.getMessage());
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private ConfigFault fault(Node node, String path, @Nullable String message) {
        String key = path.isEmpty() ? "" : path + ": ";
        return new ConfigFault(file + ":" + line(node) + ": " + key + message);
    }
}
