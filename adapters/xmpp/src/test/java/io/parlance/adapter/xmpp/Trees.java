package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Looks into element trees for what a test expects to be there.
final class Trees {
    private Trees() {}

    static Element child(@Nullable Element parent, String name, String namespace) {
        return there(there(parent).child(name, namespace));
    }

    static Element first(Element parent) {
        return there(parent.firstChild());
    }

    static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "expected, but not there");
    }
}
