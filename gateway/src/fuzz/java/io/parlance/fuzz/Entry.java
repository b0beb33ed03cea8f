package io.parlance.fuzz;

import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Jazzer calls: the target that the system property `fuzz.target` names.
public final class Entry {
    private static final FuzzTarget TARGET = target(System.getProperty("fuzz.target"));

    private Entry() {}

    /// Before the first input: classes are loaded and instrumented by then, which on a busy machine
    /// takes longer than an input may.
    public static void fuzzerInitialize() throws Exception {
        TARGET.read(new byte[0]);
        for (Path file : Corpus.of(TARGET.getClass()).toList()) {
            TARGET.read(Files.readAllBytes(file));
        }
    }

    /// One input.
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.read(input);
    }

    private static FuzzTarget target(String name) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (FuzzTarget) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No fuzz target " + name, e);
        }
    }
}
