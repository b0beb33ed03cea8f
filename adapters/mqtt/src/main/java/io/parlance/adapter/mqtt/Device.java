package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A thing on the broker that takes part in conversations as a person: what it reports becomes a
/// message, what is said to it a command.
///
/// @param name its name as a person
/// @param displayName the name to show, or null
/// @param says what it says and where to, or null if it only listens
/// @param hears how it is told something, or null if it only speaks
/// @param presence how it is seen to be there, or null
record Device(
        String name,
        @Nullable String displayName,
        @Nullable Says says,
        @Nullable Hears hears,
        @Nullable DevicePresence presence) {
    /// The placeholders of what a device says: the whole payload, or a place in its JSON.
    private static final Set<String> SAYS = Set.of("text", "/");

    /// The placeholders of what a device is told.
    private static final Set<String> HEARS = Set.of("text", "json", "from", "from_id", "id");

    private static final NetworkId ANY = new NetworkId("mqtt");

    /// What a device says.
    ///
    /// @param topic where it says it
    /// @param text from the payload to words
    /// @param id where the JSON has an id of the report, as a JSON pointer, or null
    /// @param retained whether a state that was there before the gateway counts as said
    /// @param to the room or person it is said to, as an id such as `#lobby` or
    ///   `xmpp:alice@xmpp.test`
    record Says(String topic, Template text, @Nullable String id, boolean retained, String to) {}

    /// How a device is told something.
    record Hears(String topic, Template payload, int qos, boolean retain) {}

    /// Reads the `devices` of a network.
    static List<Device> read(List<Settings> sections) throws ConfigException {
        List<Device> devices = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Settings section : sections) {
            Device device = read(section);
            if (!names.add(device.name())) {
                throw section.fault("name", "'" + device.name() + "' is there twice");
            }
            devices.add(device);
        }
        return List.copyOf(devices);
    }

    private static Device read(Settings section) throws ConfigException {
        String name = section.text("name");
        try {
            Address address = new MqttAddresses(ANY).person(name);
            name = address.value();
        } catch (InvalidValue e) {
            throw section.fault("name", String.valueOf(e.getMessage()));
        }
        String display = section.text("display_name", "");
        Says says = section.has("in") ? says(section, section.section("in")) : null;
        Hears hears = section.has("out") ? hears(section.section("out")) : null;
        DevicePresence presence =
                section.has("presence") ? DevicePresence.read(section.section("presence")) : null;
        if (says == null && hears == null) {
            throw section.fault("in", "and `out` are both missing; a device needs one of them");
        }
        section.done();
        return new Device(name, display.isBlank() ? null : display, says, hears, presence);
    }

    private static Says says(Settings device, Settings in) throws ConfigException {
        String pointer = pointer(in, "pointer");
        String template = in.text("template", pointer == null ? "{text}" : "{" + pointer + "}");
        if (pointer != null && in.has("template")) {
            throw in.fault(
                    "pointer", "and `template` exclude each other; write {" + pointer + "} in it");
        }
        Says says =
                new Says(
                        topic(in),
                        template(in, template, SAYS),
                        pointer(in, "id"),
                        in.flag("retained", false),
                        device.text("to"));
        in.done();
        return says;
    }

    private static Hears hears(Settings out) throws ConfigException {
        Hears hears =
                new Hears(
                        topic(out),
                        template(out, out.text("template", "{text}"), HEARS),
                        out.number("qos", 1, 0, 1),
                        out.flag("retain", false));
        out.done();
        return hears;
    }

    private static Template template(Settings settings, String text, Set<String> names)
            throws ConfigException {
        try {
            return Template.parse(text, names);
        } catch (IllegalArgumentException e) {
            throw settings.fault("template", String.valueOf(e.getMessage()));
        }
    }

    /// A topic of the broker without wildcards, outside the broker's own `$` trees.
    static String topic(Settings settings) throws ConfigException {
        String topic = settings.text("topic");
        boolean wildcard = topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
        if (wildcard || topic.startsWith("$") || topic.indexOf('\0') >= 0) {
            throw settings.fault(
                    "topic", "'" + topic + "' must be one topic: no + or #, no $ at its start");
        }
        return topic;
    }

    /// A JSON pointer, or null if the key is absent.
    static @Nullable String pointer(Settings settings, String key) throws ConfigException {
        if (!settings.has(key)) {
            return null;
        }
        String pointer = settings.text(key);
        if (!pointer.startsWith("/")) {
            throw settings.fault(key, "'" + pointer + "' is no JSON pointer; write /a/b");
        }
        return pointer;
    }
}
