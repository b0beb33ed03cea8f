package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Brings what is said to the bot in a room to the bot as well, also where the room is linked with
/// nothing. Pure.
final class Overheard {
    private Overheard() {}

    /// The decision with the bot added, if `envelope` is a message in a room that passes the test.
    static RoutingDecision in(
            Envelope envelope, RoutingDecision decision, Predicate<String> forTheBot) {
        if (!(envelope.conversation() instanceof Conversation.Room room)
                || !(envelope.event() instanceof Event.Message message)
                || message.style() != Event.Style.CHAT
                || GatewayBot.is(envelope.sender().address())
                || !forTheBot.test(message.body().text())) {
            return decision;
        }
        var bot = new Destination(GatewayBot.NETWORK, room);
        return switch (decision) {
            case RoutingDecision.Drop _ -> new RoutingDecision.Fanout(List.of(bot));
            case RoutingDecision.Fanout(List<Destination> destinations) -> {
                List<Destination> all = new ArrayList<>(destinations);
                all.add(bot);
                yield new RoutingDecision.Fanout(all);
            }
            case RoutingDecision.Reject _ -> decision;
        };
    }
}
