/// Ordinary clients of the four networks, for looking at a bridge from outside: they know accounts,
/// rooms and ghost addresses, and nothing of Parlance.
@NullMarked
package io.parlance.conformance.probe;

import org.jspecify.annotations.NullMarked;
