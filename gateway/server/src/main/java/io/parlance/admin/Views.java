package io.parlance.admin;

import io.parlance.identity.Link;
import io.parlance.identity.Person;
import io.parlance.journal.DeadLetter;
import io.parlance.journal.OutboxRow;
import io.parlance.journal.Pending;
import io.parlance.journal.TraceStep;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.Limits;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Turns what the gateway holds into what the admin API answers. Pure.
public final class Views {
    private static final int EXCERPT = 200;

    private Views() {}

    static LinkView link(Link link) {
        return new LinkView(link.id(), spelled(link.rooms()), link.since());
    }

    static PersonView person(Person person) {
        return new PersonView(person.id(), spelled(person.addresses()));
    }

    static List<String> spelled(Collection<Address> addresses) {
        return addresses.stream().map(Address::toString).sorted().toList();
    }

    static TraceView.StepView step(TraceStep step) {
        return new TraceView.StepView(
                step.envelope().toString(),
                step.at(),
                step.step().name().toLowerCase(Locale.ROOT),
                step.network() == null ? "" : step.network().name(),
                step.detail());
    }

    /// @param link how the network is reached that it waits for; null if there is no such network
    static DeliveryView waiting(OutboxRow row, @Nullable LinkState link) {
        Pending pending = row.delivery();
        return link == null || link.open()
                ? delivery(pending, row.lastFailure(), pending.due())
                : delivery(pending, pending.due(), "link-" + link.word(), link.advice());
    }

    static DeliveryView dead(DeadLetter letter) {
        return delivery(letter.delivery(), letter.failure(), letter.since());
    }

    private static DeliveryView delivery(Pending pending, @Nullable Failure failure, Instant at) {
        return failure == null
                ? delivery(pending, at, "", "")
                : delivery(pending, at, word(failure), failure.text() + detail(failure));
    }

    private static DeliveryView delivery(Pending pending, Instant at, String why, String words) {
        Envelope envelope = pending.envelope();
        return new DeliveryView(
                pending.id(),
                envelope.id().toString(),
                kind(envelope.event()),
                envelope.sender().address().toString(),
                pending.destination().network().name(),
                place(pending.destination().target()),
                pending.attempts(),
                at,
                why,
                words);
    }

    private static String detail(Failure failure) {
        return failure.detail().isEmpty() ? "" : " (" + failure.detail() + ")";
    }

    /// What crossed, with the beginning of its text.
    public static CrossingView crossing(Crossing crossing) {
        return switch (crossing) {
            case Crossing.Came(Envelope envelope, Acceptance answer, Duration latency) ->
                    switch (answer) {
                        case Acceptance.Accepted _ -> came("accepted", envelope, "", latency);
                        case Acceptance.Dropped(String why) ->
                                came("dropped", envelope, why, latency);
                        case Acceptance.Rejected(Failure failure) ->
                                came("rejected", envelope, word(failure), latency);
                    };
            case Crossing.Went went ->
                    switch (went.outcome()) {
                        case Outcome.Delivered _ -> went("delivered", went, "");
                        case Outcome.Deferred deferred ->
                                went("deferred", went, why(deferred.failure()));
                        case Outcome.Refused(Failure failure) ->
                                went("refused", went, why(failure));
                    };
        };
    }

    private static CrossingView came(String what, Envelope it, String why, Duration latency) {
        return view(what, it, it.origin(), it.conversation(), why, latency);
    }

    private static CrossingView went(String what, Crossing.Went went, String why) {
        return view(
                what,
                went.delivery().envelope(),
                went.delivery().destination(),
                went.delivery().target(),
                why,
                went.latency());
    }

    private static CrossingView view(
            String what,
            Envelope envelope,
            NetworkId network,
            Conversation conversation,
            String why,
            Duration latency) {
        return new CrossingView(
                what,
                Instant.now(),
                envelope.id().toString(),
                kind(envelope.event()),
                envelope.sender().address().toString(),
                envelope.sender().shownName(),
                envelope.origin().name(),
                network.name(),
                place(conversation),
                Limits.cut(text(envelope.event()), EXCERPT),
                why,
                latency.toNanos() / 1e6);
    }

    private static String why(Failure failure) {
        return word(failure) + detail(failure);
    }

    private static String word(Failure failure) {
        return failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String place(Conversation conversation) {
        return switch (conversation) {
            case Conversation.Direct(Address recipient) -> recipient.toString();
            case Conversation.Room(Address room) -> room.toString();
            case Conversation.Everyone() -> "";
        };
    }

    /// One word for the kind of an event.
    static String kind(Event event) {
        return switch (event) {
            case Event.Message _ -> "message";
            case Event.Edit _ -> "edit";
            case Event.Retraction _ -> "retraction";
            case Event.Reaction _ -> "reaction";
            case Event.Membership _ -> "membership";
            case Event.RoomChange _ -> "room-change";
            case Event.RoleChange _ -> "role-change";
            case Event.Succession _ -> "succession";
            case Event.Profile _ -> "profile";
            case Event.Subscription _ -> "subscription";
            case Event.Linkage _ -> "linkage";
            case Event.DeliveryFailure _ -> "delivery-failure";
            case Event.Presence _ -> "presence";
            case Event.Typing _ -> "typing";
            case Event.Receipt _ -> "receipt";
        };
    }

    private static String text(Event event) {
        return switch (event) {
            case Event.Message message -> message.body().text();
            case Event.Edit edit -> edit.body().text();
            case Event.Retraction _ -> "takes a message back";
            case Event.Reaction reaction -> String.join(" ", reaction.emoji());
            case Event.Membership change ->
                    change.change().name().toLowerCase(Locale.ROOT)
                            + " "
                            + change.subject().shownName();
            case Event.RoomChange change ->
                    change.topic() == null
                            ? "name: " + change.name()
                            : "subject: " + change.topic();
            case Event.RoleChange(var subject, var role) ->
                    subject.shownName() + " is " + role.name().toLowerCase(Locale.ROOT);
            case Event.Succession(var successor) -> "goes on in " + successor.value();
            case Event.Profile(var name, _) -> name == null ? "has a new picture" : "is " + name;
            case Event.Subscription(boolean active) -> active ? "subscribes" : "unsubscribes";
            case Event.Linkage linkage ->
                    (linkage.linked() ? "linked with " : "unlinked from ")
                            + spelled(linkage.others());
            case Event.DeliveryFailure failure -> failure.failure().text();
            case Event.Presence presence ->
                    presence.availability().name().toLowerCase(Locale.ROOT)
                            + (presence.status() == null ? "" : ": " + presence.status());
            case Event.Typing(boolean active) -> active ? "writes …" : "stopped writing";
            case Event.Receipt receipt -> receipt.stage().name().toLowerCase(Locale.ROOT);
        };
    }
}
