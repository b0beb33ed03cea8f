/// Tests of [io.parlance.config].
@NullMarked
package io.parlance.config;

import org.jspecify.annotations.NullMarked;
