/// Which bridge is scored: the target file, and the lab's servers where the file asks for them.
@NullMarked
package io.parlance.conformance.score.target;

import org.jspecify.annotations.NullMarked;
