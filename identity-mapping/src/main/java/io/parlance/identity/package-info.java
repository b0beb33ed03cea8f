/// Who is who across networks, and which rooms are linked, kept on Infinispan.
@NullMarked
package io.parlance.identity;

import org.jspecify.annotations.NullMarked;
