/// The MQTT adapter: people are users of a broker's realm or configured devices, rooms are topics,
/// and the gateway is one more client of the broker. The topic convention and the JSON of its
/// payloads are in `docs/mqtt-convention.md`; the protocol is MQTT 5.0 (OASIS), spoken by Eclipse
/// Paho.
@NullMarked
package io.parlance.adapter.mqtt;

import org.jspecify.annotations.NullMarked;
