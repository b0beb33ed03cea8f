package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// One spelling for texts that look the same: neighbours of one kind are one, marks hold no blanks
/// at their edges, lines have none at their end, and the blanks that every markup would swallow
/// (before a line, after another blank) are no-break spaces. Pure.
final class Tidy {
    private Tidy() {}

    /// The content of a paragraph; empty if it says nothing.
    static List<Inline> line(List<Inline> words) {
        List<Inline> tidy = list(words);
        tidy.subList(0, emptyAtStart(tidy)).clear();
        while (!tidy.isEmpty() && empty(tidy.getLast())) {
            tidy.removeLast();
        }
        if (!tidy.isEmpty() && tidy.getFirst() instanceof Inline.Text(String text)) {
            tidy.set(0, new Inline.Text(text.stripLeading()));
        }
        if (!tidy.isEmpty() && tidy.getLast() instanceof Inline.Text(String text)) {
            tidy.set(tidy.size() - 1, new Inline.Text(text.stripTrailing()));
        }
        return tidy;
    }

    private static int emptyAtStart(List<Inline> words) {
        int start = 0;
        while (start < words.size() && empty(words.get(start))) {
            start++;
        }
        return start;
    }

    private static boolean empty(Inline inline) {
        return inline instanceof Inline.LineBreak
                || (inline instanceof Inline.Text(String text)
                        && text.chars().allMatch(c -> Characters.white((char) c)));
    }

    private static List<Inline> list(List<Inline> words) {
        List<Inline> out = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); ) {
            int end = i + 1;
            while (end < words.size() && words.get(end).getClass() == words.get(i).getClass()) {
                end++;
            }
            add(out, end - i == 1 ? words.get(i) : together(words.subList(i, end)), words, i, end);
            i = end;
        }
        return out;
    }

    private static void add(
            List<Inline> out, @Nullable Inline whole, List<Inline> words, int from, int end) {
        if (whole == null) {
            words.subList(from, end).forEach(word -> add(out, word));
        } else {
            add(out, whole);
        }
    }

    /// Many neighbours of one kind as one at once, rather than one by one; null if they stay apart.
    private static @Nullable Inline together(List<Inline> words) {
        return switch (words.getFirst()) {
            case Inline.Text _ -> new Inline.Text(texts(words));
            case Inline.Strong _ -> new Inline.Strong(contents(words));
            case Inline.Emphasis _ -> new Inline.Emphasis(contents(words));
            case Inline.Strike _ -> new Inline.Strike(contents(words));
            case Inline.Underline _ -> new Inline.Underline(contents(words));
            case Inline.Code _,
                    Inline.Link _,
                    Inline.Spoiler _,
                    Inline.LineBreak _,
                    Inline.Mention _ ->
                    null;
        };
    }

    private static String texts(List<Inline> words) {
        StringBuilder all = new StringBuilder();
        for (Inline word : words) {
            all.append(word instanceof Inline.Text(String text) ? text : "");
        }
        return all.toString();
    }

    private static List<Inline> contents(List<Inline> marks) {
        List<Inline> all = new ArrayList<>();
        for (Inline mark : marks) {
            switch (mark) {
                case Inline.Strong(var words) -> all.addAll(words);
                case Inline.Emphasis(var words) -> all.addAll(words);
                case Inline.Strike(var words) -> all.addAll(words);
                case Inline.Underline(var words) -> all.addAll(words);
                case Inline.Link(_, var words) -> all.addAll(words);
                case Inline.Spoiler(_, var words) -> all.addAll(words);
                case Inline.Text _, Inline.Code _, Inline.LineBreak _, Inline.Mention _ -> {}
            }
        }
        return all;
    }

    private static void add(List<Inline> out, Inline word) {
        switch (word) {
            case Inline.Text text -> text(out, text.text());
            case Inline.Strong(var content) -> mark(out, Mark.STRONG, content);
            case Inline.Emphasis(var content) -> mark(out, Mark.EMPHASIS, content);
            case Inline.Strike(var content) -> mark(out, Mark.STRIKE, content);
            case Inline.Underline(var content) -> mark(out, Mark.UNDERLINE, content);
            case Inline.Link(String href, var content) -> mark(out, Mark.link(href), content);
            case Inline.Spoiler(String reason, var content) ->
                    mark(out, Mark.spoiler(reason == null ? "" : reason), content);
            case Inline.Code(String code) -> code(out, code);
            case Inline.LineBreak _ -> {
                if (!out.isEmpty() && out.getLast() instanceof Inline.Text(String before)) {
                    out.removeLast();
                    String kept = before.stripTrailing();
                    if (!kept.isEmpty()) {
                        out.add(new Inline.Text(kept));
                    }
                }
                out.add(word);
            }
            case Inline.Mention mention -> out.add(mention);
        }
    }

    private static void text(List<Inline> out, String text) {
        if (text.isEmpty()) {
            return;
        }
        String before = "";
        if (!out.isEmpty() && out.getLast() instanceof Inline.Text(String last)) {
            out.removeLast();
            before = last;
        }
        boolean lineStart =
                before.isEmpty() && !out.isEmpty() && out.getLast() instanceof Inline.LineBreak;
        out.add(new Inline.Text(blanks(before + text, lineStart)));
    }

    /// Blanks after a blank, and those at a line's start, become no-break spaces.
    private static String blanks(String text, boolean lineStart) {
        if (!text.contains("  ") && !(lineStart && text.startsWith(" "))) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            boolean after = i == 0 ? lineStart : Characters.white(text.charAt(i - 1));
            if (out.charAt(i) == ' ' && after) {
                out.setCharAt(i, '\u00A0');
            }
        }
        return out.toString();
    }

    private static void code(List<Inline> out, String code) {
        String sound = Characters.sound(code.replace('\n', ' '));
        if (sound.isBlank()) {
            text(out, sound);
        } else if (!out.isEmpty() && out.getLast() instanceof Inline.Code(String before)) {
            out.set(out.size() - 1, new Inline.Code(before + sound));
        } else {
            out.add(new Inline.Code(sound));
        }
    }

    private static void mark(List<Inline> out, Mark mark, List<Inline> content) {
        List<Inline> words = list(content);
        List<Inline> before = new ArrayList<>();
        List<Inline> after = new ArrayList<>();
        edges(words, before, after);
        before.forEach(word -> add(out, word));
        if (!words.isEmpty()) {
            Inline whole = mark.around().apply(words);
            Inline last = out.isEmpty() ? null : out.getLast();
            Inline one = last == null ? null : united(last, whole);
            if (one == null) {
                put(out, whole instanceof Inline.Link link ? bare(link) : whole);
            } else {
                out.set(out.size() - 1, one);
            }
        }
        after.forEach(word -> add(out, word));
    }

    private static void put(List<Inline> out, Inline whole) {
        if (whole instanceof Inline.Text(String text)) {
            text(out, text);
        } else {
            out.add(whole);
        }
    }

    /// Moves blanks and line breaks from the edges of `words` out of it.
    private static void edges(List<Inline> words, List<Inline> before, List<Inline> after) {
        List<Inline> blanks = words.subList(0, emptyAtStart(words));
        before.addAll(blanks);
        blanks.clear();
        int end = words.size();
        while (end > 0 && empty(words.get(end - 1))) {
            end--;
        }
        List<Inline> rest = words.subList(end, words.size());
        after.addAll(rest);
        rest.clear();
        if (!words.isEmpty() && words.getFirst() instanceof Inline.Text(String text)) {
            int start = 0;
            while (Characters.white(text.charAt(start))) {
                start++;
            }
            if (start > 0) {
                before.add(new Inline.Text(text.substring(0, start)));
                words.set(0, new Inline.Text(text.substring(start)));
            }
        }
        if (!words.isEmpty() && words.getLast() instanceof Inline.Text(String text)) {
            int last = text.length();
            while (Characters.white(text.charAt(last - 1))) {
                last--;
            }
            if (last < text.length()) {
                after.addFirst(new Inline.Text(text.substring(last)));
                words.set(words.size() - 1, new Inline.Text(text.substring(0, last)));
            }
        }
    }

    /// A link that only shows its target is no more than these words: every program makes a link of
    /// them.
    private static Inline bare(Inline.Link link) {
        return link.content().size() == 1
                        && link.content().getFirst() instanceof Inline.Text(String text)
                        && text.equals(link.href())
                        && text.startsWith("http")
                ? new Inline.Text(text)
                : link;
    }

    private static @Nullable Inline united(Inline one, Inline two) {
        return switch (one) {
            case Inline.Strong(var a) when two instanceof Inline.Strong(var b) ->
                    new Inline.Strong(both(a, b));
            case Inline.Emphasis(var a) when two instanceof Inline.Emphasis(var b) ->
                    new Inline.Emphasis(both(a, b));
            case Inline.Strike(var a) when two instanceof Inline.Strike(var b) ->
                    new Inline.Strike(both(a, b));
            case Inline.Underline(var a) when two instanceof Inline.Underline(var b) ->
                    new Inline.Underline(both(a, b));
            case Inline.Strong _,
                    Inline.Emphasis _,
                    Inline.Strike _,
                    Inline.Underline _,
                    Inline.Text _,
                    Inline.Code _,
                    Inline.Link _,
                    Inline.Spoiler _,
                    Inline.LineBreak _,
                    Inline.Mention _ ->
                    null;
        };
    }

    private static List<Inline> both(List<Inline> one, List<Inline> two) {
        List<Inline> all = new ArrayList<>(one);
        two.forEach(word -> add(all, word));
        return all;
    }

    /// Whether there is anything in it that plain text does not say.
    static boolean formatted(List<Block> blocks) {
        return blocks.stream()
                .anyMatch(
                        block ->
                                !(block instanceof Block.Paragraph(var words))
                                        || words.stream().anyMatch(Tidy::formatted));
    }

    private static boolean formatted(Inline word) {
        return !(word instanceof Inline.Text || word instanceof Inline.LineBreak);
    }
}
