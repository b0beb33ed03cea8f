import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/// Checks, or with the argument `format` repairs, every Java source of the project: layout
/// (google-java-format, AOSP), size of files and methods, names of types, and words that must not
/// be committed. Run by the root pom on JDK 25, because the formatter needs the parser of the
/// language it formats, and Maven itself may run on an older JDK.
///
/// Arguments: `check` or `format`, then the folder to look at. Findings go to standard error and to
/// `target/source-rules.findings`, with exit code 10. Files that passed are remembered by hash in
/// `target/`, so that a second run costs a start of the JVM.
final class SourceRules {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 60;
    private static final Pattern BANNED_TYPE =
            Pattern.compile("(Manager|Helper|Utils?|Impl|Base)(?![a-z])");
    private static final List<Word> BANNED_WORDS =
            List.of(
                    new Word("\\b(TODO" + "|FIXME)\\b", "finish it, or open an issue"),
                    new Word("@Dis" + "abled\\b", "a test runs or is deleted"),
                    new Word("\\bThread\\.sle" + "ep\\(", "wait for a condition, bounded"));
    private static final Path PASSED = Path.of("target/source-rules.passed");
    private static final Path FINDINGS = Path.of("target/source-rules.findings");

    private final boolean repair;
    private final Formatter formatter =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private final Set<String> passedBefore;

    private SourceRules(boolean repair, Set<String> passedBefore) {
        this.repair = repair;
        this.passedBefore = passedBefore;
    }

    private record Word(Pattern pattern, String advice) {
        Word(String regex, String advice) {
            this(Pattern.compile(regex), advice);
        }
    }

    public static void main(String[] args) throws IOException {
        boolean repair = args[0].equals("format");
        Set<String> before =
                Files.exists(PASSED) ? Set.copyOf(Files.readAllLines(PASSED)) : Set.of();
        SourceRules rules = new SourceRules(repair, before);
        List<Path> files = sources(Path.of(args[1]).normalize());
        files.parallelStream().forEach(rules::examine);
        Files.createDirectories(PASSED.getParent());
        Files.write(
                PASSED, Stream.concat(before.stream(), rules.passed.stream()).distinct().toList());
        rules.report(files.size());
    }

    private static List<Path> sources(Path under) throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(""))) {
            return tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> under.toString().isEmpty() || file.startsWith(under))
                    .filter(file -> !file.toString().contains("target/"))
                    .filter(file -> file.startsWith(".ci") || file.toString().contains("src/"))
                    .sorted()
                    .toList();
        }
    }

    private void report(int count) throws IOException {
        Files.deleteIfExists(FINDINGS);
        if (findings.isEmpty()) {
            System.out.println("Source rules: " + count + " files, nothing to say.");
            return;
        }
        List<String> sorted = findings.stream().sorted().toList();
        sorted.forEach(System.err::println);
        Files.write(FINDINGS, sorted);
        Runtime.getRuntime().exit(10);
    }

    private void examine(Path file) {
        try {
            String text = Files.readString(file);
            if (passedBefore.contains(fingerprint(file, text))) {
                passed.add(fingerprint(file, text));
                return;
            }
            int before = findings.size();
            text = layout(file, text);
            sizes(file, text);
            words(file, text);
            if (findings.size() == before) {
                passed.add(fingerprint(file, text));
            }
        } catch (IOException e) {
            finding(file, 1, "cannot be read: " + e.getMessage());
        }
    }

    private String layout(Path file, String text) throws IOException {
        try {
            String wanted = formatted(text);
            if (wanted.equals(text)) {
                return text;
            }
            if (repair) {
                Files.writeString(file, wanted);
                System.out.println("formatted " + file);
                return wanted;
            }
            finding(file, firstDifference(text, wanted), "layout");
        } catch (FormatterException e) {
            finding(file, 1, "does not parse: " + e.getMessage().strip());
        }
        return text;
    }

    /// COMPAT: google-java-format 1.36 lays out a string that it has broken anew when it sees it
    /// again.
    private String formatted(String text) throws FormatterException {
        String once = formatter.formatSourceAndFixImports(text);
        return once.equals(text) ? text : formatter.formatSourceAndFixImports(once);
    }

    private static int firstDifference(String left, String right) {
        int at = Arrays.mismatch(left.toCharArray(), right.toCharArray());
        return 1 + (int) left.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private void sizes(Path file, String text) throws IOException {
        long lines = text.lines().count();
        if (lines > MAX_FILE_LINES) {
            finding(file, 1, lines + " lines; " + MAX_FILE_LINES + " are allowed: split it");
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    ignored -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjects(file));
            for (CompilationUnitTree unit : task.parse()) {
                new Shapes(file, unit, Trees.instance(task)).scan(unit, null);
            }
        }
    }

    private void words(Path file, String text) {
        if (file.startsWith(".ci")) {
            return;
        }
        for (Word word : BANNED_WORDS) {
            Matcher found = word.pattern().matcher(text);
            while (found.find()) {
                long line =
                        1 + text.substring(0, found.start()).chars().filter(c -> c == '\n').count();
                finding(file, line, found.group() + ": " + word.advice());
            }
        }
    }

    private void finding(Path file, long line, String what) {
        findings.add(file + ":" + line + ": " + what);
    }

    private static String fingerprint(Path file, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes());
            return HexFormat.of().formatHex(hash) + " " + file;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Walks one file's syntax tree for long methods and banned type names.
    private final class Shapes extends TreeScanner<Void, Void> {
        private final Path file;
        private final CompilationUnitTree unit;
        private final Trees trees;

        Shapes(Path file, CompilationUnitTree unit, Trees trees) {
            this.file = file;
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (BANNED_TYPE.matcher(type.getSimpleName()).find()) {
                finding(
                        file,
                        line(type, true),
                        type.getSimpleName() + ": name it for what it does, in the field's terms");
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                measure(method.getBody(), method.getName().toString());
            }
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
            measure(lambda.getBody(), "lambda");
            return super.visitLambdaExpression(lambda, unused);
        }

        private void measure(Tree body, String name) {
            long lines = line(body, false) - line(body, true) + 1;
            if (lines > MAX_METHOD_LINES) {
                finding(
                        file,
                        line(body, true),
                        name + " has " + lines + " lines; " + MAX_METHOD_LINES + " are allowed");
            }
        }

        private long line(Tree tree, boolean start) {
            var positions = trees.getSourcePositions();
            long at =
                    start
                            ? positions.getStartPosition(unit, tree)
                            : positions.getEndPosition(unit, tree);
            return unit.getLineMap().getLineNumber(at);
        }
    }
}
