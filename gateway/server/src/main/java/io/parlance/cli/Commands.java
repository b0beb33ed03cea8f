package io.parlance.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/// Makes the commands, each with the colours of this terminal if it takes any.
final class Commands implements IFactory {
    private final Paint paint;

    Commands(Paint paint) {
        this.paint = paint;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            Constructor<K> painted = type.getDeclaredConstructor(Paint.class);
            painted.setAccessible(true);
            return painted.newInstance(paint);
        } catch (NoSuchMethodException _) {
            return CommandLine.defaultFactory().create(type);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
