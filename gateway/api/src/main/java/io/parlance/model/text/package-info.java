/// Formatted text as an immutable tree: blocks of inlines, with limits on depth, size and where a
/// link may lead. It knows no markup language; `io.parlance.text` reads and writes those.
@NullMarked
package io.parlance.model.text;

import org.jspecify.annotations.NullMarked;
