/// Tests of [io.parlance.cli].
@NullMarked
package io.parlance.cli;

import org.jspecify.annotations.NullMarked;
