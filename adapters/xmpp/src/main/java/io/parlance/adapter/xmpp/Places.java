package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.InvalidValue;
import io.parlance.model.Location;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;

/// Places in messages: XEP-0080, and `geo:` URIs as clients write them. Pure.
final class Places {
    private Places() {}

    /// Adds a place to a message; the words name it too, for whoever shows only those.
    static void write(Location place, StringBuilder text, MessageBuilder message) {
        String uri = place.uri();
        if (text.indexOf("geo:") < 0) {
            text.append(text.isEmpty() ? "" : "\n").append(uri);
        }
        StandardExtensionElement.Builder geoloc = Tags.of("geoloc", Tags.GEOLOC);
        if (place.accuracy() != null) {
            geoloc.addElement("accuracy", String.valueOf(place.accuracy()));
        }
        String[] numbers = uri.substring(4).split("[,;]", 3);
        geoloc.addElement("lat", numbers[0]);
        geoloc.addElement("lon", numbers[1]);
        message.addExtension(geoloc.build());
    }

    /// The place that a message tells of, or null.
    static @Nullable Location read(Element stanza, String text) {
        Element geoloc = stanza.child("geoloc", Tags.GEOLOC);
        if (geoloc == null) {
            return text.length() < 300 && text.startsWith("geo:") ? Location.parse(text) : null;
        }
        try {
            Double accuracy = number(geoloc, "accuracy");
            Double latitude = number(geoloc, "lat");
            Double longitude = number(geoloc, "lon");
            return latitude == null || longitude == null
                    ? null
                    : new Location(latitude, longitude, accuracy);
        } catch (NumberFormatException | InvalidValue _) {
            return null;
        }
    }

    private static @Nullable Double number(Element geoloc, String name) {
        Element child = geoloc.child(name, Tags.GEOLOC);
        return child == null || child.text().length() > 40
                ? null
                : Double.valueOf(child.text().strip());
    }
}
