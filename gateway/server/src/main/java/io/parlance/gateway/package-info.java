/// The assembly: everything the gateway is made of, put together by hand in [Gateway], one method a
/// part; and what an operator may do with it, in [Operations].
@NullMarked
package io.parlance.gateway;

import org.jspecify.annotations.NullMarked;
