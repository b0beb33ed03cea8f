/// The scorecard's own tests, and its run over Parlance in the lab.
@NullMarked
package io.parlance.conformance.score;

import org.jspecify.annotations.NullMarked;
