/// Tests of the identity mapping on a real grid in a temporary folder.
@NullMarked
package io.parlance.identity;

import org.jspecify.annotations.NullMarked;
