package io.parlance.fuzz;

import java.lang.reflect.Constructor;

/// What Jazzer calls: the target that the system property `fuzz.target` names.
public final class Entry {
    private static final FuzzTarget TARGET = target(System.getProperty("fuzz.target"));

    private Entry() {}

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
