/// Tests of [io.parlance.admin].
@NullMarked
package io.parlance.admin;

import org.jspecify.annotations.NullMarked;
