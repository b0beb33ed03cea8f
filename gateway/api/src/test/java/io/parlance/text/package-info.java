/// Tests of the readers and writers of formatted text.
@NullMarked
package io.parlance.text;

import org.jspecify.annotations.NullMarked;
