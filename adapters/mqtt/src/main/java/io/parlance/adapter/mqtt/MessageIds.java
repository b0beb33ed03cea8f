package io.parlance.adapter.mqtt;

import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.util.regex.Pattern;

/// How messages are named on MQTT. A message that came from elsewhere has the delivery's key, a
/// UUID. One that a client wrote has `<client>/<the client's id>`, because clients choose ids for
/// themselves and one's `1` is not another's. A name holds no slash, so the two cannot be confused.
///
/// @param network the network's configured name
record MessageIds(NetworkId network) {
    private static final Pattern KEY =
            Pattern.compile(
                    "\\p{XDigit}{8}-\\p{XDigit}{4}-3\\p{XDigit}{3}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    /// A message by the id that events show.
    NativeId shown(String id) {
        return new NativeId(network, id);
    }

    /// A message that `sender` wrote, by the sender's own id for it or by the shown one.
    NativeId written(String sender, String id) {
        return id.startsWith(sender + "/") ? shown(id) : shown(sender + "/" + id);
    }

    /// The message that `sender` means by an id: one that events show holds a slash or is the key
    /// of a delivery (a UUID of version 3); any other is the sender's own.
    NativeId meant(String sender, String id) {
        return id.indexOf('/') >= 0 || KEY.matcher(id).matches() ? shown(id) : written(sender, id);
    }

    /// The id as its reader knows it: for the writer their own, for all others the shown one.
    String forReader(NativeId id, String reader) {
        return id.value().startsWith(reader + "/")
                ? id.value().substring(reader.length() + 1)
                : id.value();
    }
}
