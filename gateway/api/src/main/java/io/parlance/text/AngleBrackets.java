package io.parlance.text;

import org.commonmark.node.HtmlInline;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Leaves to the parser what stands between `<` and the next `>`, if no other `<` comes first:
/// addresses and tags. The parser would search the rest of the paragraph at each `<`, which takes
/// time that grows by the square of the text; nothing that is shown is lost, since HTML is shown as
/// the text it is. One for all texts.
final class AngleBrackets implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('<');
    }

    @Override
    public InlineContentParser create() {
        return AngleBrackets::parse;
    }

    private static @Nullable ParsedInline parse(InlineParserState state) {
        Scanner scanner = state.scanner();
        Position start = scanner.position();
        scanner.next();
        Position behind = scanner.position();
        char first = scanner.peek();
        boolean closed = close(scanner);
        if (closed && first != '!' && first != '?') {
            return ParsedInline.none();
        }
        // The parser would search the end of a comment beyond this sign.
        String piece = closed ? scanner.getSource(start, scanner.position()).getContent() : "";
        return piece.startsWith("<!--") && piece.endsWith("-->")
                ? ParsedInline.of(comment(piece), scanner.position())
                : ParsedInline.of(new Text("<"), behind);
    }

    private static boolean close(Scanner scanner) {
        while (scanner.hasNext() && scanner.peek() != '<') {
            boolean end = scanner.peek() == '>';
            scanner.next();
            if (end) {
                return true;
            }
        }
        return false;
    }

    private static HtmlInline comment(String piece) {
        HtmlInline comment = new HtmlInline();
        comment.setLiteral(piece);
        return comment;
    }
}
