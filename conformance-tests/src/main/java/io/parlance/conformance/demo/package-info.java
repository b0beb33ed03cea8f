/// The demo's parts: the servers and the gateway, the first words, what to paste, the live view.
@NullMarked
package io.parlance.conformance.demo;

import org.jspecify.annotations.NullMarked;
