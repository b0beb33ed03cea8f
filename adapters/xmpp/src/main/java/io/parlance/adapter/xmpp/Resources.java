package io.parlance.adapter.xmpp;

import io.parlance.model.Event;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// The devices of each user that we see, and what they show together: that of the highest priority,
/// the most available among equals. Confined to the event loop.
final class Resources {
    private static final Event.Presence GONE = new Event.Presence(Event.Availability.OFFLINE, null);
    private static final Comparator<Device> BEST =
            Comparator.<Device>comparingInt(Device::priority)
                    .thenComparing(
                            device -> device.presence().availability(), Comparator.reverseOrder());

    private final Map<String, User> users = new HashMap<>();

    private record Device(int priority, Event.Presence presence) {}

    private static final class User {
        private final Map<String, Device> devices = new HashMap<>(2);
        private Event.Presence told = GONE;
    }

    /// Notes what the device `jid` shows; returns what the user shows now, or null if that is as
    /// before.
    Event.@Nullable Presence update(String jid, int priority, Event.Presence presence) {
        String bare = XmppAddresses.bare(jid);
        User user = users.computeIfAbsent(bare, _ -> new User());
        String resource = XmppAddresses.resource(jid);
        if (presence.availability() != Event.Availability.OFFLINE) {
            user.devices.put(resource, new Device(priority, presence));
        } else if (resource.isEmpty()) {
            user.devices.clear();
        } else {
            user.devices.remove(resource);
        }
        Event.Presence now =
                user.devices.values().stream()
                        .max(BEST)
                        .map(Device::presence)
                        .orElse(
                                presence.availability() == Event.Availability.OFFLINE
                                        ? presence
                                        : GONE);
        boolean same =
                now.equals(user.told)
                        || (now.availability() == Event.Availability.OFFLINE
                                && user.told.availability() == Event.Availability.OFFLINE);
        user.told = now;
        if (user.devices.isEmpty()) {
            users.remove(bare);
        }
        return same ? null : now;
    }
}
