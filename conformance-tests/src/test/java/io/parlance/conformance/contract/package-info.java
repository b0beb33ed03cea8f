/// The contract of [io.parlance.spi.Adapter], held by every adapter against its real server: the
/// adapter is loaded as the gateway loads it, beside a hub whose durability the test decides.
@NullMarked
package io.parlance.conformance.contract;

import org.jspecify.annotations.NullMarked;
