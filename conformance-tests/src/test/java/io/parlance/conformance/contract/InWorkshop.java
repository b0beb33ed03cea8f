package io.parlance.conformance.contract;

import io.parlance.conformance.lab.Lab;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;

/// Gives tests the one workshop of this run, opened when the first asks and closed after the last.
/// Where the servers cannot be had, tests are skipped with the reason; in CI (`CI=true`) that is a
/// failure.
public final class InWorkshop implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Workshop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Opening.class, _ -> new Opening(), Opening.class)
                .workshop();
    }

    /// The workshop, or why there is none: it is opened once, also when that fails.
    private static final class Opening implements AutoCloseable {
        private @Nullable Workshop workshop;
        private @Nullable Exception failure;

        Opening() {
            try {
                workshop = Workshop.open();
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            }
        }

        Workshop workshop() {
            if (workshop != null) {
                return workshop;
            }
            if (failure instanceof Lab.CannotBeHad && !"true".equals(System.getenv("CI"))) {
                Assumptions.abort("Skipped: " + failure.getMessage());
            }
            throw new AssertionError("The workshop could not be opened", failure);
        }

        @Override
        public void close() throws IOException {
            if (workshop != null) {
                workshop.close();
            }
        }
    }
}
