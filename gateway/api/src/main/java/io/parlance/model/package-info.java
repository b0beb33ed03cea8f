/// The one internal model that every network is translated into and out of: envelopes that carry
/// events of people in conversations. It has no I/O and knows no protocol. Its semantics follow
/// IETF MIMI content (draft-ietf-mimi-content): a message has an id, may replace or answer another,
/// and ids are opaque to everyone but the network that issued them.
@NullMarked
package io.parlance.model;

import org.jspecify.annotations.NullMarked;
