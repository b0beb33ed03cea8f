/// What the tests of several adapters and the tools that drive real servers share.
@NullMarked
package io.parlance.testing;

import org.jspecify.annotations.NullMarked;
