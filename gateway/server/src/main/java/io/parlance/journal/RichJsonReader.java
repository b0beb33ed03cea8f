package io.parlance.journal;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.InvalidValue;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads what [RichJson] wrote. Words of a kind that is not known are left out, and what the model
/// no longer takes is no formatting at all: the plain text is beside it.
final class RichJsonReader {
    private RichJsonReader() {}

    /// The formatted text; null if there is none.
    static @Nullable RichText read(JsonNode json) {
        if (!json.isArray() || json.isEmpty()) {
            return null;
        }
        try {
            return new RichText(blocks(json, 0));
        } catch (InvalidValue _) {
            return null;
        }
    }

    private static List<Block> blocks(JsonNode json, int from) {
        List<Block> blocks = new ArrayList<>();
        for (int i = from; i < json.size(); i++) {
            Block block = block(json.get(i));
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private static @Nullable Block block(JsonNode json) {
        String kind = json.path(0).asText();
        return switch (kind) {
            case "p" -> new Block.Paragraph(words(json, 1));
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    new Block.Heading(kind.charAt(1) - '0', words(json, 1));
            case "q" -> new Block.Quote(blocks(json, 1));
            case "code" -> new Block.CodeBlock(json.path(1).asText(), json.path(2).textValue());
            case "ul" -> new Block.ListBlock(false, 1, items(json, 1));
            case "ol" -> new Block.ListBlock(true, json.path(1).asInt(1), items(json, 2));
            case "hr" -> new Block.Rule();
            default -> null;
        };
    }

    private static List<List<Block>> items(JsonNode json, int from) {
        List<List<Block>> items = new ArrayList<>();
        for (int i = from; i < json.size(); i++) {
            items.add(blocks(json.get(i), 0));
        }
        return items;
    }

    private static List<Inline> words(JsonNode json, int from) {
        List<Inline> words = new ArrayList<>();
        for (int i = from; i < json.size(); i++) {
            Inline word = word(json.get(i));
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    private static @Nullable Inline word(JsonNode json) {
        if (json.isTextual()) {
            return new Inline.Text(json.textValue());
        }
        String second = json.path(1).asText();
        return switch (json.path(0).asText()) {
            case "b" -> new Inline.Strong(words(json, 1));
            case "i" -> new Inline.Emphasis(words(json, 1));
            case "s" -> new Inline.Strike(words(json, 1));
            case "u" -> new Inline.Underline(words(json, 1));
            case "c" -> new Inline.Code(second);
            case "a" -> new Inline.Link(second, words(json, 2));
            case "sp" -> new Inline.Spoiler(second.isEmpty() ? null : second, words(json, 2));
            case "br" -> new Inline.LineBreak();
            case "@" -> new Inline.Mention(second, json.path(2).asText());
            default -> null;
        };
    }
}
