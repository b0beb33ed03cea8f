package io.parlance.hub;

import java.time.Duration;

/// The hub's limits. Everything that is held in memory has one.
///
/// @param laneWindow deliveries of one lane held in memory; the rest waits in the journal
/// @param pendingInMemory deliveries of one network held in memory; also the most lanes of a
///   network that are held in memory
/// @param inFlight deliveries under way at one network at a time, unless its adapter is added with
///   another number
/// @param deliverTimeout how long an adapter may take for one delivery before it counts as
///   unanswered
/// @param retry when a deferred delivery is tried again
/// @param ephemeralPending ephemeral events of one network that wait; the oldest is dropped for a
///   new one
/// @param ephemeralInFlight ephemeral events under way at one network at a time
/// @param presenceInterval the least time between two presences of one person that are passed on
/// @param quietRoomSize occupants above which a room gets no ephemeral events
/// @param rooms what rooms let pass
/// @param stopTimeout how long a stop waits for deliveries under way
public record HubSettings(
        int laneWindow,
        int pendingInMemory,
        int inFlight,
        Duration deliverTimeout,
        RetrySchedule retry,
        int ephemeralPending,
        int ephemeralInFlight,
        Duration presenceInterval,
        int quietRoomSize,
        RoomPolicy rooms,
        Duration stopTimeout) {
    /// What suits a gateway of some thousand people.
    public static final HubSettings DEFAULT =
            new HubSettings(
                    64,
                    4096,
                    256,
                    Duration.ofSeconds(60),
                    RetrySchedule.STANDARD,
                    4096,
                    64,
                    Duration.ofSeconds(1),
                    200,
                    RoomPolicy.OPEN,
                    Duration.ofSeconds(10));

    /// Refuses what would hold everything back.
    public HubSettings {
        if (laneWindow < 1
                || pendingInMemory < 1
                || inFlight < 1
                || ephemeralPending < 1
                || ephemeralInFlight < 1) {
            throw new IllegalArgumentException("Every limit of the hub is at least 1.");
        }
    }

    /// The same with other limits of presence.
    public HubSettings withPresence(Duration interval, int roomSize) {
        return new HubSettings(
                laneWindow,
                pendingInMemory,
                inFlight,
                deliverTimeout,
                retry,
                ephemeralPending,
                ephemeralInFlight,
                interval,
                roomSize,
                rooms,
                stopTimeout);
    }

    /// The same with another patience towards adapters.
    public HubSettings withTimes(Duration deliver, RetrySchedule schedule, Duration stop) {
        return new HubSettings(
                laneWindow,
                pendingInMemory,
                inFlight,
                deliver,
                schedule,
                ephemeralPending,
                ephemeralInFlight,
                presenceInterval,
                quietRoomSize,
                rooms,
                stop);
    }

    /// The same with other amounts in memory.
    public HubSettings withMemory(int window, int pending, int flying) {
        return new HubSettings(
                window,
                pending,
                flying,
                deliverTimeout,
                retry,
                ephemeralPending,
                ephemeralInFlight,
                presenceInterval,
                quietRoomSize,
                rooms,
                stopTimeout);
    }

    /// The same with another policy of rooms.
    public HubSettings withRooms(RoomPolicy policy) {
        return new HubSettings(
                laneWindow,
                pendingInMemory,
                inFlight,
                deliverTimeout,
                retry,
                ephemeralPending,
                ephemeralInFlight,
                presenceInterval,
                quietRoomSize,
                policy,
                stopTimeout);
    }
}
