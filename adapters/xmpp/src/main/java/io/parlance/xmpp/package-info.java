/// XMPP through an external component (XEP-0114).
@NullMarked
package io.parlance.xmpp;

import org.jspecify.annotations.NullMarked;
