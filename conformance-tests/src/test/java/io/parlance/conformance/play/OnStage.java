package io.parlance.conformance.play;

import io.parlance.conformance.lab.Lab;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;

/// Gives plays the one stage of this run, set when the first asks and struck after the last. Where
/// the peers cannot be had, plays are skipped with the reason; in CI (`CI=true`) that is a failure.
final class OnStage implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Setting.class, _ -> new Setting(), Setting.class)
                .stage();
    }

    /// The stage, or why there is none: it is set once, also when that fails.
    private static final class Setting implements AutoCloseable {
        private @Nullable Stage stage;
        private @Nullable Throwable failure;

        Setting() {
            try {
                stage = open();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        Stage stage() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (stage == null) {
                throw new AssertionError("The stage could not be set", failure);
            }
            return stage;
        }

        @Override
        public void close() throws IOException {
            if (stage != null) {
                stage.close();
            }
        }
    }

    private static Stage open() {
        try {
            return Stage.open();
        } catch (Lab.CannotBeHad e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("In CI the lab must be there", e);
            }
            Assumptions.abort("Skipped: " + e.getMessage());
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError("The stage could not be set", e);
        }
    }
}
