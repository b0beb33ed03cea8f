/// The XMPP adapter: one external component (XEP-0114) per foreign network, whose domain holds that
/// network's people as ghosts and its rooms as a multi-user chat service. The adapter lives on one
/// event loop: all its state is confined to it, and inbound order is kept by construction.
@NullMarked
package io.parlance.adapter.xmpp;

import org.jspecify.annotations.NullMarked;
