package io.parlance.hub;

import io.parlance.model.Event;
import io.parlance.model.Failure;

/// What becomes of an event at one destination.
sealed interface Degraded {
    /// It is delivered.
    ///
    /// @param event in a form that the destination takes
    /// @param loss what got lost, in words; empty if nothing
    record Fits(Event event, String loss) implements Degraded {}

    /// It would be noise there, so it is not delivered.
    ///
    /// @param why in words
    record Omitted(String why) implements Degraded {}

    /// It cannot be delivered, and the actor is told.
    record Impossible(Failure failure) implements Degraded {}
}
