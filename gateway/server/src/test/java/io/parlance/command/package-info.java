/// Tests of what people may ask the gateway for from inside their networks.
@NullMarked
package io.parlance.command;

import org.jspecify.annotations.NullMarked;
