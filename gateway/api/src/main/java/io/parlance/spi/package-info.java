/// What an adapter offers the gateway and what the gateway offers an adapter. The rules that both
/// sides keep are numbered on [io.parlance.spi.Adapter]; a contract test holds every adapter to
/// them.
@NullMarked
package io.parlance.spi;

import org.jspecify.annotations.NullMarked;
