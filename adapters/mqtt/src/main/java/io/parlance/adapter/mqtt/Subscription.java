package io.parlance.adapter.mqtt;

/// A topic filter to subscribe to.
///
/// @param filter as MQTT writes it
/// @param retained whether what was published before counts: a state does, a message does not
record Subscription(String filter, boolean retained) {}
