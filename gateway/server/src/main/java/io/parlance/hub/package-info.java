/// The middle of the gateway: takes what adapters report, decides whom it is for, makes it durable
/// and brings it to each destination in order. What can be pure is: [io.parlance.hub.LoopGuard],
/// [io.parlance.hub.Router], [io.parlance.hub.Degrader] and [io.parlance.hub.RetrySchedule] do no
/// I/O and hold no state. Everything that has state runs on one Vert.x context, the hub's own, so
/// it needs no locks; [io.parlance.hub.EventHub] is the only door and may be entered from any
/// thread.
@NullMarked
package io.parlance.hub;

import org.jspecify.annotations.NullMarked;
