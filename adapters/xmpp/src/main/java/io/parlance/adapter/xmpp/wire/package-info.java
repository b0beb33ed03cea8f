/// Bytes to stanzas and back: a non-blocking parser that builds one element tree per stanza, and a
/// pull parser over that tree for Smack's providers. The raw tree stays at hand, because Smack's
/// model forgets what it has no class for. Nothing here knows the gateway.
@NullMarked
package io.parlance.adapter.xmpp.wire;

import org.jspecify.annotations.NullMarked;
