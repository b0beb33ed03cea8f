/// Matrix through an application service.
@NullMarked
package io.parlance.matrix;

import org.jspecify.annotations.NullMarked;
