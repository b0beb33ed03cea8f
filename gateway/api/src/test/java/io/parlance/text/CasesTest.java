package io.parlance.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads and writes every case of the data files: `=== name`, then sections `--- matrix` (or
/// `mail`, `xhtml`, `styling`, `markdown`) that are read, `--- tree` which they must give, and `---
/// > matrix`, `> mail`, `> styling`, `> markdown`, `> plain` which must be written of it. A styling
/// that must not be styled ends with a line `(unstyled)`.
final class CasesTest {
    @TestFactory
    List<DynamicTest> matrixHtml() throws IOException {
        return cases("matrix.txt");
    }

    @TestFactory
    List<DynamicTest> hostileHtml() throws IOException {
        return cases("hostile.txt");
    }

    @TestFactory
    List<DynamicTest> messageStyling() throws IOException {
        return cases("styling.txt");
    }

    @TestFactory
    List<DynamicTest> commonMark() throws IOException {
        return cases("markdown.txt");
    }

    @TestFactory
    List<DynamicTest> otherHtml() throws IOException {
        return cases("html.txt");
    }

    private static List<DynamicTest> cases(String file) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String all;
        try (InputStream in = Objects.requireNonNull(CasesTest.class.getResourceAsStream(file))) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String one : all.split("(?m)^=== ", -1)) {
            if (!one.isBlank() && !one.startsWith("#")) {
                String name = one.lines().findFirst().orElseThrow();
                tests.add(DynamicTest.dynamicTest(name, () -> check(sections(one))));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static Map<String, String> sections(String one) {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = one.split("(?m)^--- ", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] headAndBody = parts[i].split("\n", 2);
            sections.put(
                    headAndBody[0].strip(), unescaped(headAndBody[1].replaceFirst("\n+$", "")));
        }
        return sections;
    }

    private static String unescaped(String text) {
        return text.replace("\\0", "\0").replace("\\u202e", "\u202e").replace("␣", "\u00A0");
    }

    private static void check(Map<String, String> sections) {
        String tree = sections.get("tree");
        assertThat(tree).isNotNull();
        RichText text = null;
        int read = 0;
        for (Map.Entry<String, String> section : sections.entrySet()) {
            String kind = section.getKey();
            if (!kind.equals("tree") && !kind.startsWith(">")) {
                text = read(kind, section.getValue());
                assertThat(Notation.of(text).replace('\u00A0', '␣'))
                        .as("read %s", kind)
                        .isEqualTo(tree.replace('\u00A0', '␣'));
                read++;
            }
        }
        assertThat(read).isPositive();
        for (Map.Entry<String, String> section : sections.entrySet()) {
            if (section.getKey().startsWith(">")) {
                String written = write(section.getKey().substring(1).strip(), text);
                assertThat(written)
                        .as("written %s", section.getKey())
                        .isEqualTo(section.getValue());
            }
        }
    }

    private static @Nullable RichText read(String kind, String text) {
        return switch (kind) {
            case "matrix" -> HtmlReader.read(text, HtmlReader.Dialect.MATRIX);
            case "mail" -> HtmlReader.read(text, HtmlReader.Dialect.MAIL);
            case "xhtml" -> HtmlReader.read(text, HtmlReader.Dialect.XHTML_IM);
            case "styling" -> StylingReader.read(text);
            case "markdown" -> MarkdownReader.read(text);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String write(String kind, @Nullable RichText text) {
        RichText rich = Objects.requireNonNull(text);
        return switch (kind) {
            case "matrix" -> HtmlWriter.matrix(rich);
            case "mail" -> HtmlWriter.mail(rich);
            case "styling" -> {
                StylingWriter.Styled styled = StylingWriter.write("", rich);
                yield styled.text() + (styled.unstyled() ? "\n(unstyled)" : "");
            }
            case "markdown" -> MarkdownWriter.write(rich);
            case "plain" -> PlainText.of(rich);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
