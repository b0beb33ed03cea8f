package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Jackson's tree as the tree that Trixnity reads, without a second parse.
final class KotlinJson {
    private KotlinJson() {}

    static JsonElement of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonElement> fields = LinkedHashMap.newLinkedHashMap(node.size());
                node.properties().forEach(e -> fields.put(e.getKey(), of(e.getValue())));
                yield new JsonObject(fields);
            }
            case ARRAY -> {
                List<JsonElement> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(of(item)));
                yield new JsonArray(items);
            }
            case STRING -> JsonElementKt.JsonPrimitive(node.textValue());
            case NUMBER -> JsonElementKt.JsonPrimitive(node.numberValue());
            case BOOLEAN -> JsonElementKt.JsonPrimitive(node.booleanValue());
            // Binary and embedded objects never come out of a parser.
            default -> JsonNull.INSTANCE;
        };
    }
}
