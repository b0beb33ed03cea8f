package io.parlance.fuzz;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.nio.file.Files;
import java.util.stream.Stream;

/// Something that reads what strangers wrote, and what must hold of it whatever they wrote. A class
/// that implements it is called `*Fuzz`; its corpus lies in `src/test/resources/fuzz/<class>`: a
/// few sound inputs, and every input that was ever found to break it.
public interface FuzzTarget {
    /// Reads the input, and throws if anything that must hold does not.
    void read(byte[] input) throws Exception;

    /// Every build: what was sound or was repaired stays so.
    @TestFactory
    default Stream<DynamicTest> corpus() {
        return Corpus.of(getClass())
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(),
                                        () -> read(Files.readAllBytes(file))));
    }

    /// `mvn -Pfuzz`: looks for inputs that break it.
    @Test
    @EnabledIfSystemProperty(named = "fuzz.seconds", matches = "[1-9][0-9]*")
    default void nothingIsFound() throws Exception {
        Campaign.run(getClass(), Integer.getInteger("fuzz.seconds"));
    }
}
