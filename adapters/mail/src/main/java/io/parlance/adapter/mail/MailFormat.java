package io.parlance.adapter.mail;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.text.HtmlReader;
import io.parlance.text.HtmlWriter;
import io.parlance.text.PlainText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The HTML part of a mail, both ways. Pure.
final class MailFormat {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{1,200}");

    private MailFormat() {}

    /// The formatting of a mail; null if it has none. It must say what the plain text says: HTML
    /// that quotes the whole thread in a way nobody knows, or lacks a line that was added, is not
    /// taken.
    static @Nullable RichText read(@Nullable String html, String text) {
        RichText rich =
                html == null || text.isBlank()
                        ? null
                        : HtmlReader.read(html, HtmlReader.Dialect.MAIL);
        return rich == null ? null : fitted(rich, text);
    }

    /// The text without what `start` finds at its beginning.
    static RichText without(RichText rich, Pattern start) {
        if (!(rich.blocks().getFirst() instanceof Block.Paragraph(List<Inline> words))
                || words.isEmpty()
                || !(words.getFirst() instanceof Inline.Text(String first))) {
            return rich;
        }
        List<Inline> line = new ArrayList<>(words);
        line.set(0, new Inline.Text(start.matcher(first).replaceFirst("")));
        List<Block> all = new ArrayList<>(rich.blocks());
        all.set(0, new Block.Paragraph(line));
        return new RichText(all);
    }

    private static @Nullable RichText fitted(RichText rich, String text) {
        if (same(rich, text)) {
            return rich;
        }
        // The subject, which is the first line of a thread's first mail.
        int end = text.indexOf('\n');
        return end > 0 && same(rich, text.substring(end + 1))
                ? rich.below(RichText.lines(text.substring(0, end)))
                : null;
    }

    /// Whether the words of the formatted text stand in the plain one in that order, from its first
    /// to its last, and few others, such as the targets of links.
    private static boolean same(RichText rich, String text) {
        List<String> words = words(PlainText.of(rich));
        List<String> all = words(text);
        if (words.isEmpty()
                || all.isEmpty()
                || !words.getFirst().equals(all.getFirst())
                || !words.getLast().equals(all.getLast())) {
            return false;
        }
        int found = 0;
        for (String word : all) {
            if (found < words.size() && words.get(found).equals(word)) {
                found++;
            }
        }
        return found == words.size() && found * 2 >= all.size();
    }

    private static List<String> words(String text) {
        // Links are spelled in many ways.
        Matcher matcher = WORD.matcher(text.replaceAll("(https?|mailto):\\S{1,2048}", " "));
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /// The HTML part for a text.
    static String write(String text, @Nullable RichText rich) {
        return rich == null
                ? Html.of(text)
                : "<!DOCTYPE html>\r\n<html><body><div dir=\"auto\">"
                        + HtmlWriter.mail(rich)
                        + "</div></body></html>\r\n";
    }
}
