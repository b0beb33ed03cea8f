/// The scorecard: what crosses between which networks, over any bridge, and in what form. A black
/// box: it knows accounts, rooms and ghost addresses, and nothing of the bridge.
@NullMarked
package io.parlance.conformance.score;

import org.jspecify.annotations.NullMarked;
