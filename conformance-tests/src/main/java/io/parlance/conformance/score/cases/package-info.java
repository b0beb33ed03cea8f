/// Cases as data, what the wire showed as facts, and the pure judgement of one by the other.
@NullMarked
package io.parlance.conformance.score.cases;

import org.jspecify.annotations.NullMarked;
