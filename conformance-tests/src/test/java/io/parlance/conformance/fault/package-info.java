/// Plays in which something goes wrong: wrong credentials, servers that are away, a full disk,
/// input that nobody should send. Whoever can act is told what to do, the other networks go on, and
/// nothing is lost.
@NullMarked
package io.parlance.conformance.fault;

import org.jspecify.annotations.NullMarked;
