package io.parlance.hub;

import io.parlance.model.Event;
import io.parlance.model.MessageRef;

import org.jspecify.annotations.Nullable;

/// The reference to another message that an event may hold. Pure.
final class References {
    private References() {}

    /// The message that `event` is about, or null if it is about none.
    static @Nullable MessageRef of(Event event) {
        return switch (event) {
            case Event.Message message -> message.inReplyTo();
            case Event.Edit edit -> edit.target();
            case Event.Retraction retraction -> retraction.target();
            case Event.Reaction reaction -> reaction.target();
            case Event.DeliveryFailure failure -> failure.target();
            case Event.Receipt receipt -> receipt.target();
            case Event.Membership _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.Presence _,
                    Event.Typing _ ->
                    null;
        };
    }

    /// The message that began the thread of `event`, or null if it is in none.
    static @Nullable MessageRef thread(Event event) {
        return event instanceof Event.Message message ? message.thread() : null;
    }

    /// The same message in this thread, or in none.
    static Event.Message inThread(Event.Message message, @Nullable MessageRef thread) {
        return new Event.Message(
                message.body(), message.style(), message.inReplyTo(), thread, message.expires());
    }

    /// The same event about the same message, referred to by `ref`.
    static Event with(Event event, MessageRef ref) {
        return switch (event) {
            case Event.Message(var body, var style, _, var thread, var expires) ->
                    new Event.Message(body, style, ref, thread, expires);
            case Event.Edit(_, var body) -> new Event.Edit(ref, body);
            case Event.Retraction(_, var reason, var byModerator) ->
                    new Event.Retraction(ref, reason, byModerator);
            case Event.Reaction(_, var emoji) -> new Event.Reaction(ref, emoji);
            case Event.DeliveryFailure(_, var recipient, var failure, var act) ->
                    new Event.DeliveryFailure(ref, recipient, failure, act);
            case Event.Receipt(_, var stage) -> new Event.Receipt(ref, stage);
            case Event.Membership _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.Presence _,
                    Event.Typing _ ->
                    event;
        };
    }
}
