/// `parlance bench`: how fast the gateway carries messages, beside the direct path through the same
/// servers and beside a bare bridge without routing, identity or retries (the floor). Everything is
/// measured in rounds that interleave the three, and judged by ratios within a round, so that a
/// busy machine does not change the verdict. The load generator is one event loop that speaks XMPP
/// components, MQTT 5 and the homeserver's side of the application service API with as little work
/// as it can.
@NullMarked
package io.parlance.conformance.bench;

import org.jspecify.annotations.NullMarked;
