/// Tests of `io.parlance.model`.
@NullMarked
package io.parlance.model;

import org.jspecify.annotations.NullMarked;
