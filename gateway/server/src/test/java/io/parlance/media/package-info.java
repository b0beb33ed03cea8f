/// Tests of [io.parlance.media].
@NullMarked
package io.parlance.media;

import org.jspecify.annotations.NullMarked;
