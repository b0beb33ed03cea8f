package io.parlance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Jazzer in a process of its own, guided by what each input makes the gateway and its parsers do.
/// What it learns is kept in `target/fuzz`, so that the next campaign goes on from there.
final class Campaign {
    /// Parsers count as much as our code: an input is worth keeping that goes a new way in either.
    private static final String GUIDED_BY =
            "io.parlance.**:org.jsoup.**:org.commonmark.**:com.fasterxml.**:org.codehaus.**"
                    + ":org.jivesoftware.**:org.jxmpp.**:jakarta.mail.**:org.eclipse.angus.**"
                    + ":net.folivo.**:de.connect2x.**";

    private Campaign() {}

    /// Throws if an input was found that breaks the target, takes ten seconds, or all memory.
    static void run(Class<?> target, int seconds) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        Path learnt = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");
        Process process =
                new ProcessBuilder(command(target, seconds, folder, learnt))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(
                    target.getSimpleName()
                            + ": an input was found that breaks it; see "
                            + log
                            + ". Put the crash-… or timeout-… file beside it into "
                            + Corpus.folder(target)
                            + " under a name that says what it is, and repair the code.");
        }
    }

    private static List<String> command(Class<?> target, int seconds, Path folder, Path learnt) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djavax.xml.stream.XMLInputFactory="
                        + System.getProperty("javax.xml.stream.XMLInputFactory", ""),
                "-Dfuzz.target=" + target.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Entry.class.getName(),
                "--instrumentation_includes=" + GUIDED_BY,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-timeout=10",
                "-rss_limit_mb=3000",
                "-max_len=8192",
                learnt.toString(),
                Corpus.folder(target).toAbsolutePath().toString());
    }
}
