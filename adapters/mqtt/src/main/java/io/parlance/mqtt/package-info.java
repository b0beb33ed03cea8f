/// MQTT 5 through a client of the broker.
@NullMarked
package io.parlance.mqtt;

import org.jspecify.annotations.NullMarked;
