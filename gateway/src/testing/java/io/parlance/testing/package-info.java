/// What the tests of several adapters share.
@NullMarked
package io.parlance.testing;

import org.jspecify.annotations.NullMarked;
