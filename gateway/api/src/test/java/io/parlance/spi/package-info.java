/// Tests of `io.parlance.spi`.
@NullMarked
package io.parlance.spi;

import org.jspecify.annotations.NullMarked;
