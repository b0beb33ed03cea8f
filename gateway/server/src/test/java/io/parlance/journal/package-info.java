/// Tests of the journal, on real files in temporary folders.
@NullMarked
package io.parlance.journal;

import org.jspecify.annotations.NullMarked;
