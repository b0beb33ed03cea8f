package io.parlance.adapter.matrix;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Mentions in a text without formatting: where it holds the id of somebody whom the event says it
/// mentions. Pure.
final class PlainMentions {
    private PlainMentions() {}

    /// The text with its mentions, or null if it names none of the users.
    ///
    /// @param mention makes a mention of a user and of the words for them
    static @Nullable RichText read(
            String text, List<String> users, BiFunction<String, String, Inline> mention) {
        List<String> found = users.stream().filter(text::contains).toList();
        if (found.isEmpty()) {
            return null;
        }
        List<Inline> words = new ArrayList<>();
        boolean first = true;
        for (String line : text.split("\n", -1)) {
            if (!first) {
                words.add(new Inline.LineBreak());
            }
            first = false;
            line(line, found, mention, words);
        }
        return new RichText(List.of(new Block.Paragraph(words)));
    }

    private static void line(
            String line,
            List<String> users,
            BiFunction<String, String, Inline> mention,
            List<Inline> words) {
        int at = 0;
        while (at < line.length()) {
            String next = null;
            int where = line.length();
            for (String user : users) {
                int place = line.indexOf(user, at);
                if (place >= 0 && place < where) {
                    next = user;
                    where = place;
                }
            }
            if (where > at) {
                words.add(new Inline.Text(line.substring(at, where)));
            }
            if (next == null) {
                return;
            }
            words.add(mention.apply(next, next));
            at = where + next.length();
        }
    }
}
