/// Tests of the MQTT adapter against a scripted broker on loopback.
@NullMarked
package io.parlance.adapter.mqtt;

import org.jspecify.annotations.NullMarked;
