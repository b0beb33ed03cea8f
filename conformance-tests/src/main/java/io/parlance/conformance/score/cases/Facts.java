package io.parlance.conformance.score.cases;

import com.fasterxml.jackson.databind.JsonNode;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the wire showed, as flat names with values, so that one way of asking fits XML, JSON and
/// mail.
///
/// XML: `body`, `@id`, `replace{urn:xmpp:message-correct:0}@id`, `x{jabber:x:oob}/url`: the
/// namespace stands where it differs from the parent's. JSON: `content/m.relates_to/rel_type`, the
/// members of an array as `emoji/*`. A name may have several values.
public record Facts(Map<String, List<String>> values) {
    /// Copies the map.
    public Facts {
        values = Map.copyOf(values);
    }

    /// The values of a name; none if the wire did not show it.
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// The first value of a name, or an empty text.
    public String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    /// Gathers facts.
    public static final class Builder {
        private final Map<String, List<String>> values = new LinkedHashMap<>();

        /// Adds a value.
        public Builder add(String name, String value) {
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            return this;
        }

        /// Adds what an XML element shows.
        public Builder xml(Element element) {
            walk(element, "");
            return this;
        }

        /// Adds what a JSON value shows.
        ///
        /// @param name of the value, empty for the whole
        public Builder json(String name, JsonNode node) {
            String prefix = name.isEmpty() ? "" : name + "/";
            if (node.isObject()) {
                if (node.isEmpty()) {
                    add(name, "{}");
                }
                node.properties().forEach(e -> json(prefix + e.getKey(), e.getValue()));
            } else if (node.isArray()) {
                add(name, node.toString());
                node.forEach(item -> json(prefix + "*", item));
            } else {
                add(name, node.asText());
            }
            return this;
        }

        private void walk(Element element, String name) {
            var attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Node attribute = attributes.item(i);
                if (!attribute.getNodeName().startsWith("xmlns")) {
                    add(name + "@" + attribute.getNodeName(), attribute.getNodeValue());
                }
            }
            for (Node child = element.getFirstChild();
                    child != null;
                    child = child.getNextSibling()) {
                if (child instanceof Element inner) {
                    String space = String.valueOf(inner.getNamespaceURI());
                    String own = inner.getLocalName();
                    String shown =
                            space.equals(element.getNamespaceURI()) ? own : own + "{" + space + "}";
                    String path = name.isEmpty() ? shown : name + "/" + shown;
                    add(path, inner.getTextContent());
                    walk(inner, path);
                }
            }
        }

        /// The facts.
        public Facts build() {
            values.replaceAll((_, list) -> List.copyOf(list));
            return new Facts(values);
        }
    }
}
