package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// As much of JSON Schema as the published schema uses: type, enum, required, properties, items,
/// additionalProperties, $ref and minLength; and stricter in one thing: a key the schema does not
/// name is a fault, so that what we write stays documented.
final class SchemaCheck {
    static final Path DOCS = docs();
    private final JsonNode schema;

    /// Reads the published schema.
    SchemaCheck() throws IOException {
        schema =
                new ObjectMapper()
                        .readTree(Files.readString(DOCS.resolve("schema/mqtt-chat-1.json")));
    }

    private static Path docs() {
        Path up = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(up.resolve("docs/schema"))) {
            up =
                    Objects.requireNonNull(
                            up.getParent(), "there is no docs/schema above this module");
        }
        return up.resolve("docs");
    }

    /// What is wrong with `json` as one of the schema's definitions; empty if nothing is.
    List<String> faults(String definition, String json) throws IOException {
        List<String> faults = new ArrayList<>();
        check(schema.at("/$defs/" + definition), new ObjectMapper().readTree(json), "", faults);
        return faults;
    }

    private void check(JsonNode rule, JsonNode value, String path, List<String> faults) {
        if (rule.has("$ref")) {
            check(schema.at(rule.get("$ref").textValue().substring(1)), value, path, faults);
            return;
        }
        JsonNode type = rule.path("type");
        boolean fits = !type.isArray() && fits(type.asText(""), value);
        for (JsonNode one : type) {
            fits |= fits(one.textValue(), value);
        }
        if (!fits) {
            faults.add(path + " is no " + type);
            return;
        }
        if (rule.has("enum") && !contains(rule.get("enum"), value)) {
            faults.add(path + " is " + value + ", not one of " + rule.get("enum"));
        }
        if (value.isTextual() && value.textValue().length() < rule.path("minLength").asInt(0)) {
            faults.add(path + " is too short");
        }
        rule.path("required")
                .forEach(
                        key -> {
                            if (!value.has(key.textValue())) {
                                faults.add(path + "/" + key.textValue() + " is missing");
                            }
                        });
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            field -> {
                                JsonNode named = rule.path("properties").get(field.getKey());
                                JsonNode known =
                                        named == null ? rule.get("additionalProperties") : named;
                                String at = path + "/" + field.getKey();
                                if (known == null) {
                                    faults.add(at + " is not in the schema");
                                } else {
                                    check(known, field.getValue(), at, faults);
                                }
                            });
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(rule.path("items"), value.get(i), path + "/" + i, faults);
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "" -> true;
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
