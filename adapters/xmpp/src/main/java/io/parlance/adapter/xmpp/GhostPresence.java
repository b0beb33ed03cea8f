package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Roster subscriptions and presence between users and ghosts (RFC 6121 §3 and §4). A ghost always
/// agrees to a subscription and asks for one back, so that presence flows both ways. Confined to
/// the event loop.
final class GhostPresence {
    private static final Logger log = LoggerFactory.getLogger(GhostPresence.class);

    /// Key prefix of whom a user lets see their presence: one ghost per user and component is
    /// enough.
    private static final String SUBSCRIBED = "subscribed/";

    private static final Event.Presence THERE =
            new Event.Presence(Event.Availability.AVAILABLE, null);
    private static final Event.Presence GONE = new Event.Presence(Event.Availability.OFFLINE, null);

    private final Parts parts;
    private final Faces faces;
    private final AvatarNodes avatars;
    private final Resources users = new Resources();

    /// What ghosts showed last, those offline left out; answers probes.
    private final Map<String, Shown> shown = new HashMap<>();

    private record Shown(Event.Presence presence, Set<Address> watchers) {}

    GhostPresence(Parts parts, Faces faces) {
        this.parts = parts;
        this.faces = faces;
        this.avatars = new AvatarNodes(parts.portraits());
    }

    /// Takes a presence between a user and a ghost.
    void presence(XmppLink link, Element raw) {
        String user = raw.attribute("from", "");
        String ghost = XmppAddresses.bare(raw.attribute("to", ""));
        switch (raw.attribute("type", "available")) {
            case "subscribe" -> subscription(link, raw, user, ghost, true);
            case "unsubscribe" -> subscription(link, raw, user, ghost, false);
            case "subscribed" -> remember(user, ghost);
            case "unsubscribed" -> forget(user, ghost);
            case "probe" -> answerProbe(link, user, ghost);
            case "available", "unavailable" -> available(link, raw, user, ghost);
            default -> log.debug("Presence of type {} from {}", raw.attribute("type"), user);
        }
    }

    private void subscription(
            XmppLink link, Element raw, String user, String ghost, boolean active) {
        String bare = XmppAddresses.bare(user);
        if (XmppAddresses.local(ghost).isEmpty()) {
            // The component itself: agreed, and always there (XEP-0100 §4.1).
            step(link, active ? Presence.Type.subscribed : Presence.Type.unsubscribed, ghost, bare);
            return;
        }
        try {
            Address target = parts.ghosts().origin(ghost);
            Envelope envelope =
                    Envelope.of(
                            Participant.of(parts.addresses().person(bare)),
                            new Conversation.Direct(target),
                            null,
                            Instant.now(),
                            new Event.Subscription(active));
            parts.reporter()
                    .report(envelope)
                    .onSuccess(taken -> subscribed(link, ghost, bare, active, taken))
                    .onFailure(e -> Replies.error(link, raw, DirectMessages.notTaken()));
        } catch (InvalidValue e) {
            Replies.refuse(link, raw, e.toFailure());
        }
    }

    private void subscribed(
            XmppLink link, String ghost, String bare, boolean active, Acceptance taken) {
        if (!active) {
            step(link, Presence.Type.unsubscribed, ghost, bare);
            step(link, Presence.Type.unsubscribe, ghost, bare);
            return;
        }
        if (taken instanceof Acceptance.Rejected) {
            step(link, Presence.Type.unsubscribed, ghost, bare);
            return;
        }
        step(link, Presence.Type.subscribed, ghost, bare);
        answerProbe(link, bare, ghost);
        step(link, Presence.Type.subscribe, ghost, bare);
    }

    private static void step(XmppLink link, Presence.Type type, String from, String to) {
        link.write(XmppCodec.step(type, Jids.of(from), Jids.of(to), null));
    }

    private void answerProbe(XmppLink link, String user, String ghost) {
        Shown known = shown.get(ghost);
        boolean component = XmppAddresses.local(ghost).isEmpty();
        Event.Presence last = known != null ? known.presence() : component ? THERE : GONE;
        PresenceBuilder answer = XmppCodec.presence(last, Jids.of(ghost), Jids.of(user));
        link.write((component ? answer : faced(answer, ghost)).build());
    }

    private PresenceBuilder faced(PresenceBuilder presence, String ghost) {
        try {
            return parts.shows().withFace(presence, parts.ghosts().origin(ghost));
        } catch (InvalidValue _) {
            return presence;
        }
    }

    private void available(XmppLink link, Element raw, String user, String ghost) {
        try {
            Presence presence = Stanzas.presence(raw);
            String bare = XmppAddresses.bare(user);
            Participant person =
                    new Participant(parts.addresses().person(bare), MessageReader.nick(raw));
            faces.presence(link, raw, person, ghost, bare);
            Event.Presence now =
                    users.update(user, presence.getPriority(), XmppCodec.presence(presence));
            if (now != null) {
                report(person, now);
            }
        } catch (MalformedStanza e) {
            log.debug("A presence of {} cannot be read: {}", user, e.getMessage());
        }
    }

    private void report(Participant who, Event.Presence presence) {
        Envelope envelope =
                Envelope.of(who, new Conversation.Everyone(), null, Instant.now(), presence);
        parts.reporter()
                .report(envelope)
                .onFailure(e -> log.debug("Presence was not taken: {}", e.toString()));
    }

    private void remember(String user, String ghost) {
        String key = SUBSCRIBED + XmppAddresses.domain(ghost) + "/" + XmppAddresses.bare(user);
        parts.context()
                .store()
                .put(key, ghost)
                .onFailure(e -> log.warn("A subscription is not remembered: {}", e.toString()));
    }

    private void forget(String user, String ghost) {
        String key = SUBSCRIBED + XmppAddresses.domain(ghost) + "/" + XmppAddresses.bare(user);
        parts.context()
                .store()
                .remove(key)
                .onFailure(e -> log.warn("A subscription is not forgotten: {}", e.toString()));
    }

    /// The component is connected: asks how the users are who let us see it; nothing was heard of
    /// them meanwhile.
    void linkUp(XmppLink link) {
        parts.loop()
                .here(parts.context().store().list(SUBSCRIBED + link.domain() + "/"))
                .onSuccess(known -> known.forEach((key, ghost) -> probe(link, key, ghost)))
                .onFailure(e -> log.warn("Presence is not asked for: {}", e.toString()));
    }

    private static void probe(XmppLink link, String key, String ghost) {
        String user = key.substring(key.lastIndexOf('/') + 1);
        step(link, Presence.Type.probe, ghost, user);
    }

    /// Shows a ghost's presence to those who watch it.
    Future<Outcome> deliver(Delivery delivery, Event.Presence presence, Jid ghost) {
        XmppLink link = parts.link(delivery.envelope().sender().address().network());
        // Who is known by their place in a room sees the occupant there; a presence sent to that
        // place would ask to be let in under their nick (XEP-0045 §7.2).
        Set<Address> watchers =
                delivery.audience().stream()
                        .filter(watcher -> XmppAddresses.resource(watcher.value()).isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        if (presence.availability() == Event.Availability.OFFLINE) {
            shown.remove(ghost.toString());
        } else {
            shown.put(ghost.toString(), new Shown(presence, watchers));
        }
        Nick nick = XmppCodec.nick(delivery.envelope().sender());
        for (Address watcher : watchers) {
            show(link, presence, ghost, Jids.of(watcher.value()), nick);
        }
        return Future.succeededFuture(Outcome.delivered());
    }

    /// Somebody from elsewhere is called otherwise now: those who see their presence see the name.
    void renamed(Participant who) {
        Nick nick = XmppCodec.nick(who);
        toWatchers(
                who.address(),
                (link, last, ghost, watcher) -> show(link, last, ghost, watcher, nick));
    }

    /// Somebody from elsewhere has another picture, or none any more: those who see their presence
    /// are told by it, and by news of its own, for clients that look at only one of the two.
    void pictured(Participant who) {
        renamed(who);
        parts.loop()
                .here(avatars.news(who.address()))
                .onSuccess(
                        news ->
                                toWatchers(
                                        who.address(),
                                        (link, _, ghost, watcher) ->
                                                link.write(headline(ghost, watcher, news))));
    }

    private static Message headline(Jid ghost, Jid watcher, StandardExtensionElement news) {
        return StanzaBuilder.buildMessage()
                .ofType(Message.Type.headline)
                .from(ghost)
                .to(watcher)
                .addExtension(news)
                .build();
    }

    private interface Telling {
        void tell(XmppLink link, Event.Presence last, Jid ghost, Jid watcher);
    }

    /// Tells everybody something who sees this person's presence now.
    private void toWatchers(Address who, Telling telling) {
        String ghost = parts.ghosts().known(who);
        Shown last = ghost == null ? null : shown.get(ghost);
        XmppLink link = ghost == null ? null : parts.linkOf(ghost);
        if (ghost != null && last != null && link != null) {
            Jid from = Jids.of(ghost);
            for (Address watcher : last.watchers()) {
                telling.tell(link, last.presence(), from, Jids.of(watcher.value()));
            }
        }
    }

    private void show(
            XmppLink link, Event.Presence presence, Jid ghost, Jid to, @Nullable Nick nick) {
        PresenceBuilder stanza = faced(XmppCodec.presence(presence, ghost, to), ghost.toString());
        link.write((nick == null ? stanza : stanza.addExtension(nick)).build());
    }

    /// The gateway stops: tells those who watch them that its ghosts go.
    void leave() {
        shown.forEach(
                (ghost, last) -> {
                    XmppLink link = parts.linkOf(ghost);
                    if (link != null) {
                        Jid from = Jids.of(ghost);
                        for (Address watcher : last.watchers()) {
                            show(link, GONE, from, Jids.of(watcher.value()), null);
                        }
                    }
                });
        shown.clear();
    }
}
