package io.parlance.journal;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.io.IOException;
import java.util.List;

/// Writes a formatted text as nested JSON arrays, each beginning with a word for what it is:
/// `[["p","Hello ",["b","world"]],["ul",[["p","one"]]]]`; [RichJsonReader] reads them.
final class RichJson {
    private RichJson() {}

    static void write(JsonGenerator json, RichText text) throws IOException {
        json.writeArrayFieldStart("rich");
        blocks(json, text.blocks());
        json.writeEndArray();
    }

    private static void blocks(JsonGenerator json, List<Block> blocks) throws IOException {
        for (Block block : blocks) {
            json.writeStartArray();
            block(json, block);
            json.writeEndArray();
        }
    }

    private static void block(JsonGenerator json, Block block) throws IOException {
        switch (block) {
            case Block.Paragraph(var words) -> words(json, "p", words);
            case Block.Heading(int level, var words) -> words(json, "h" + level, words);
            case Block.Quote(var inner) -> {
                json.writeString("q");
                blocks(json, inner);
            }
            case Block.CodeBlock(String text, String language) -> {
                json.writeString("code");
                json.writeString(text);
                if (language != null) {
                    json.writeString(language);
                }
            }
            case Block.ListBlock list -> {
                json.writeString(list.ordered() ? "ol" : "ul");
                if (list.ordered()) {
                    json.writeNumber(list.start());
                }
                for (List<Block> item : list.items()) {
                    json.writeStartArray();
                    blocks(json, item);
                    json.writeEndArray();
                }
            }
            case Block.Rule _ -> json.writeString("hr");
        }
    }

    private static void words(JsonGenerator json, String kind, List<Inline> words)
            throws IOException {
        json.writeString(kind);
        for (Inline word : words) {
            if (word instanceof Inline.Text(String text)) {
                json.writeString(text);
            } else {
                json.writeStartArray();
                word(json, word);
                json.writeEndArray();
            }
        }
    }

    private static void word(JsonGenerator json, Inline word) throws IOException {
        switch (word) {
            case Inline.Text(String text) -> json.writeString(text);
            case Inline.Strong(var words) -> words(json, "b", words);
            case Inline.Emphasis(var words) -> words(json, "i", words);
            case Inline.Strike(var words) -> words(json, "s", words);
            case Inline.Underline(var words) -> words(json, "u", words);
            case Inline.Code(String text) -> {
                json.writeString("c");
                json.writeString(text);
            }
            case Inline.Link(String href, var words) -> {
                json.writeString("a");
                words(json, href, words);
            }
            case Inline.Spoiler(String reason, var words) -> {
                json.writeString("sp");
                words(json, reason == null ? "" : reason, words);
            }
            case Inline.LineBreak _ -> json.writeString("br");
            case Inline.Mention(String uri, String text) -> {
                json.writeString("@");
                json.writeString(uri);
                json.writeString(text);
            }
        }
    }
}
