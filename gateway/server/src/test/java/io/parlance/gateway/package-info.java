/// Tests of [io.parlance.gateway].
@NullMarked
package io.parlance.gateway;

import org.jspecify.annotations.NullMarked;
