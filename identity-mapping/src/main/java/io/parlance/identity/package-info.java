/// Who is who and what is linked with what, in embedded Infinispan: ghosts, room links and portal
/// views, members of rooms, presence and who watches it, and people's linked addresses. The only
/// package that knows Infinispan.
///
/// Every store has the same shape: a cache is what is durable and, with more nodes, replicated; an
/// index in plain maps is built from it at start and kept by a listener, so that reads never block
/// and never touch the disk. A write's future completes when the entry is on disk.
@NullMarked
package io.parlance.identity;

import org.jspecify.annotations.NullMarked;
