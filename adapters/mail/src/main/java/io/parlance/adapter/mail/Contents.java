package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a mail, or a part of one, says.
///
/// @param text what is to be read; empty if there is nothing
/// @param fromHtml whether the text was made from HTML
/// @param html the same as HTML, or null if there is none or it is not all
/// @param files what came along
/// @param reaction the emoji of a reaction part (RFC 9078), or null if there is none
record Contents(
        String text,
        boolean fromHtml,
        @Nullable String html,
        List<FilePart> files,
        @Nullable List<String> reaction) {
    static final Contents NOTHING = new Contents("", false, null, List.of());

    /// Copies the lists.
    Contents {
        files = List.copyOf(files);
        reaction = reaction == null ? null : List.copyOf(reaction);
    }

    /// What is no reaction.
    Contents(String text, boolean fromHtml, @Nullable String html, List<FilePart> files) {
        this(text, fromHtml, html, files, null);
    }

    /// A reaction alone.
    static Contents reaction(List<String> emoji) {
        return new Contents("", false, null, List.of(), emoji);
    }

    /// This, and then the other.
    Contents and(Contents other) {
        String both =
                text.isBlank()
                        ? other.text
                        : other.text.isBlank() ? text : text + "\n" + other.text;
        String all = text.isBlank() ? other.html : other.text.isBlank() ? html : null;
        return new Contents(
                both,
                fromHtml || other.fromHtml,
                all,
                together(files, other.files),
                reaction == null ? other.reaction : reaction);
    }

    /// This text, with the files of both: the other is the same said in another way.
    Contents ratherThan(Contents other) {
        String formatted = html == null ? other.html : html;
        return new Contents(
                text,
                fromHtml,
                formatted,
                together(files, other.files),
                reaction == null ? other.reaction : reaction);
    }

    private static List<FilePart> together(List<FilePart> one, List<FilePart> two) {
        List<FilePart> all = new ArrayList<>(one);
        all.addAll(two);
        return all;
    }
}
