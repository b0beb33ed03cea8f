/// Plays, contracts and benches that see the gateway from outside.
@NullMarked
package io.parlance.conformance;

import org.jspecify.annotations.NullMarked;
