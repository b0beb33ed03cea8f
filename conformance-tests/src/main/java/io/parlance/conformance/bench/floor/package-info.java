/// The floor of the bench: the least a bridge between an XMPP component and MQTT can do and still
/// keep what it acknowledges. No routing, no identity, no retries; two sockets, one event loop,
/// grouped commits to a file.
@NullMarked
package io.parlance.conformance.bench.floor;

import org.jspecify.annotations.NullMarked;
