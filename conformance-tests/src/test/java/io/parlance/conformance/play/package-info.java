/// Plays: what people do, against the lab's real servers and a gateway in a process of its own.
@NullMarked
package io.parlance.conformance.play;

import org.jspecify.annotations.NullMarked;
