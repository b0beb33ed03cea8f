/// Clients that write exactly what a case says and keep exactly what came: the wire itself is the
/// evidence.
@NullMarked
package io.parlance.conformance.score.wire;

import org.jspecify.annotations.NullMarked;
