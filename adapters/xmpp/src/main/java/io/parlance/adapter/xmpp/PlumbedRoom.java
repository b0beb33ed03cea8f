package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/// One native room that is linked with others. The gateway is in it as a listener; only the
/// listener's copy of what is said counts, so every message is read once. Confined to the event
/// loop.
final class PlumbedRoom {
    private static final Logger log = LoggerFactory.getLogger(PlumbedRoom.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RETRY_REFUSED = Duration.ofSeconds(60);

    private final Parts parts;
    private final XmppLink link;
    private final Address address;
    private final String jid;
    private final String listener;
    private final RoomOccupants occupants;
    private final RoomGhosts ghosts;
    private final Reflections reflections;
    private final RoomIntake intake;
    private final RoomInfo info;
    private final Namings namings;
    private final Faces faces;
    private Promise<Void> in = Promise.promise();
    private String nick;
    private int attempt;
    private boolean entering;
    private long knocks;
    private boolean gone;

    PlumbedRoom(Parts parts, XmppLink link, Address address, Faces faces) {
        this.parts = parts;
        this.faces = faces;
        this.link = link;
        this.address = address;
        this.jid = address.value();
        this.listener = link.domain() + "/parlance";
        this.nick = parts.config().nick();
        this.occupants = new RoomOccupants(parts, address);
        this.ghosts = new RoomGhosts(parts, jid, occupants::has, occupants::putOut);
        this.reflections = new Reflections(parts);
        this.info = new RoomInfo(link, listener, jid, occupants::renamed);
        this.namings = new Namings(parts);
        this.intake =
                new RoomIntake(
                        parts,
                        address,
                        new Archive(link, listener, jid),
                        occupants,
                        reflections,
                        this::isOurs,
                        this::called,
                        this::tell);
    }

    Address address() {
        return address;
    }

    RoomGhosts ghosts() {
        return ghosts;
    }

    RoomOccupants occupants() {
        return occupants;
    }

    RoomIntake intake() {
        return intake;
    }

    Namings namings() {
        return namings;
    }

    Memory memory() {
        return parts.memory();
    }

    Reflections reflections() {
        return reflections;
    }

    /// The JID of the gateway's own occupant.
    String listener() {
        return listener;
    }

    XmppLink link() {
        return link;
    }

    /// Completes when the listener is in.
    Future<Void> in() {
        return in.future();
    }

    /// Asks what the room can do and enters it, unless it is in or on its way.
    void enter() {
        if (gone || entering || in.future().isComplete() || !link.isUp()) {
            return;
        }
        entering = true;
        Future<Boolean> archived = info.ask();
        intake.prepare()
                .compose(_ -> archived)
                .onSuccess(this::knock)
                .onFailure(
                        e -> {
                            log.warn("{} is not entered: {}", jid, e.toString());
                            out(RETRY);
                        });
    }

    private void knock(boolean archived) {
        Instant since = intake.entering(archived);
        occupants.clear();
        MUCInitialPresence muc =
                since == null
                        ? new MUCInitialPresence(null, 0, 0, -1, null)
                        : new MUCInitialPresence(null, -1, -1, -1, Date.from(since));
        link.write(
                StanzaBuilder.buildPresence()
                        .from(Jids.of(listener))
                        .to(Jids.of(jid + "/" + nick))
                        .addExtension(muc)
                        .build());
        long started = ++knocks;
        parts.loop()
                .after(
                        parts.config().timeout(),
                        () -> {
                            if (entering && started == knocks) {
                                log.warn("{} does not answer; the gateway enters again", jid);
                                out(RETRY);
                            }
                        });
    }

    /// Takes a presence that the room sent to the listener.
    void presence(Element presence, String from) {
        String who = XmppAddresses.resource(from);
        if (gone) {
            // The answer to our own leave; who comes and goes is asked when the gateway is back.
            return;
        }
        if (who.isEmpty() && !presence.attribute("type", "").equals("error")) {
            // COMPAT: ejabberd 23.01 sends a presence of the room itself, for its avatar.
            return;
        }
        switch (presence.attribute("type", "available")) {
            case "error" -> refused(presence);
            case "available" -> available(presence, who);
            case "unavailable" -> unavailable(presence, who);
            default -> log.debug("Presence of type {} in {}", presence.attribute("type"), jid);
        }
    }

    private void available(Element presence, String who) {
        if (RoomOccupants.codes(presence).contains("110")) {
            nick = who;
            if (!in.future().isComplete()) {
                log.info("In {} as {}", jid, nick);
                entering = false;
                in.complete();
                occupants.complete();
                intake.catchUp();
            }
        } else if (isOurs(presence, who)) {
            Address owner = ghosts.owner(who);
            if (owner != null) {
                occupants.ghost(presence, who, owner);
            }
        } else {
            occupants.available(presence, who);
            Participant person = new Participant(occupants.who(who), who);
            faces.presence(link, presence, person, listener, jid + "/" + who);
        }
    }

    private boolean isOurs(Element stanza, String who) {
        Element item = RoomOccupants.item(stanza);
        String real = item == null ? null : item.attribute("jid");
        return real == null ? who.equals(nick) || ghosts.has(who) : parts.isOurs(real);
    }

    private @Nullable Address called(String who) {
        Address ghost = ghosts.owner(who);
        return ghost != null ? ghost : occupants.has(who) ? occupants.who(who) : null;
    }

    private void unavailable(Element presence, String who) {
        Set<String> codes = RoomOccupants.codes(presence);
        if (codes.contains("110") && !codes.contains("303")) {
            log.warn("The gateway was put out of {} ({}); it enters again", jid, codes);
            out(RETRY);
        } else if (isOurs(presence, who)) {
            occupants.ghostGone(who);
        } else {
            occupants.unavailable(presence, who);
        }
    }

    private void refused(Element error) {
        String condition = XmppErrors.conditionOf(error);
        if (condition.equals("conflict") && !in.future().isComplete()) {
            attempt++;
            nick = parts.config().nick() + " " + (attempt + 1);
            entering = false;
            enter();
            return;
        }
        log.warn("{} does not let the gateway in ({}); it tries again", jid, condition);
        out(RETRY_REFUSED);
    }

    private void out(Duration retry) {
        lost();
        if (!gone) {
            parts.loop().after(retry, this::enter);
        }
    }

    /// The listener is out; whoever waits for it waits on.
    private void lost() {
        if (in.future().isComplete()) {
            in = Promise.promise();
        }
        entering = false;
        intake.interrupted();
    }

    /// A stream ended: the listener's, or one by which ghosts speak.
    void linkDown(XmppLink which) {
        ghosts.linkDown(which);
        if (which == link) {
            lost();
            reflections.abandon();
        }
    }

    /// Asks the room whether the listener is still in (XEP-0410); if not, it enters and catches up.
    void selfPing() {
        if (!in.future().isComplete() || !link.isUp()) {
            return;
        }
        Ping ping = new Ping(Jids.of(jid + "/" + nick));
        ping.setFrom(Jids.of(listener));
        link.request(ping)
                .onSuccess(
                        answer -> {
                            if (answer.attribute("type", "").equals("error")
                                    && XmppErrors.conditionOf(answer).equals("not-acceptable")) {
                                log.warn("The gateway fell out of {}; it enters again", jid);
                                lost();
                                enter();
                            }
                        })
                .onFailure(e -> log.debug("{} does not answer a ping", jid));
    }

    /// Takes a message that the room sent to the listener.
    void message(Element message) {
        if (XmppAddresses.resource(message.attribute("from", "")).isEmpty()) {
            info.message(message);
            occupants.affiliated(message);
        }
        intake.message(message);
    }

    /// Tells an occupant privately what became of their message.
    private void tell(String who, Failure failure) {
        tell(who, XmppErrors.undelivered(Event.Act.MESSAGE), failure);
    }

    /// Tells an occupant privately what became of what they did.
    void tell(String who, String what, Failure failure) {
        Message message =
                StanzaBuilder.buildMessage()
                        .ofType(Message.Type.chat)
                        .from(Jids.of(listener))
                        .to(Jids.of(jid + "/" + who))
                        .setBody(XmlText.clean(what + failure.text()))
                        .addExtension(new MUCUser())
                        .build();
        link.write(message);
    }

    /// Asks the room, as the gateway, for what only its staff may do.
    Future<Outcome> ask(CharSequence request) {
        return ask(link, listener, request);
    }

    /// The same as one of the ghosts.
    Future<Outcome> ask(XmppLink by, String from, CharSequence request) {
        return by.request(from, jid, request)
                .map(
                        answer ->
                                answer.attribute("type", "").equals("error")
                                        ? XmppErrors.outcome(answer)
                                        : Outcome.delivered())
                .recover(
                        e ->
                                Future.succeededFuture(
                                        Outcome.deferred(
                                                Failure.uncertain(
                                                        FailureReason.TIMEOUT,
                                                        "The room does not answer.",
                                                        String.valueOf(e.getMessage())))));
    }

    /// Says something to everybody in the room as the gateway.
    void announce(String text) {
        announce(link, listener, text);
    }

    /// The same as one of the ghosts.
    void announce(XmppLink by, String from, String text) {
        by.write(
                StanzaBuilder.buildMessage()
                        .ofType(Message.Type.groupchat)
                        .from(Jids.of(from))
                        .to(Jids.of(jid))
                        .setBody(XmlText.clean(text))
                        .build());
    }

    /// The ghosts and the listener leave.
    Future<Void> leave(boolean forGood) {
        gone = true;
        ghosts.leaveAll();
        link.write(leaving());
        lost();
        reflections.abandon();
        return intake.close(forGood);
    }

    private Presence leaving() {
        return MucStanzas.leave(Jids.of(listener), Jids.of(jid + "/" + nick));
    }

    /// What a delivery comes to while the listener is not in.
    Outcome notIn() {
        return Outcome.deferred(
                Failure.certain(
                        FailureReason.LINK_DOWN,
                        "The gateway is not in the room now.",
                        "the listener is not in " + jid));
    }
}
