package io.parlance.adapter.mqtt;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The configured devices, by name and by the topics they speak on.
final class Devices {
    private final Map<String, Device> byName = new HashMap<>();
    private final Map<String, List<Device>> byTopic = new HashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /// Indexes `devices`.
    Devices(List<Device> devices) {
        Map<String, Boolean> retained = new HashMap<>();
        for (Device device : devices) {
            byName.put(device.name(), device);
            Device.Says says = device.says();
            if (says != null) {
                add(says.topic(), device);
                retained.merge(says.topic(), says.retained(), Boolean::logicalOr);
            }
            DevicePresence presence = device.presence();
            if (presence != null) {
                add(presence.topic(), device);
                retained.put(presence.topic(), true);
            }
        }
        retained.forEach((topic, state) -> subscriptions.add(new Subscription(topic, state)));
    }

    private void add(String topic, Device device) {
        List<Device> there = byTopic.computeIfAbsent(topic, _ -> new ArrayList<>());
        if (!there.contains(device)) {
            there.add(device);
        }
    }

    /// The device of that name, or null.
    @Nullable Device named(String name) {
        return byName.get(name);
    }

    /// The devices that speak, or show their state, on a topic.
    List<Device> on(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    /// What to subscribe to.
    List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }
}
