package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.AsyncResult;

import org.jivesoftware.smack.packet.StanzaError;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Ad-hoc commands (XEP-0050) at the components: a form for each command of the gateway's bot. What
/// is filled in becomes the message that the user would have written to the bot, and the bot's next
/// answer to that user completes the command. So commands are done in one place, however they were
/// given. Confined to the event loop.
final class AdHoc {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// More commands of one user than this are not under way at a time.
    private static final int UNDER_WAY = 5;

    private final Parts parts;
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();

    /// A command whose answer has not come.
    private record Waiting(XmppLink link, Element iq, AdHocForm form, String session) {}

    AdHoc(Parts parts) {
        this.parts = parts;
    }

    /// Takes a request about commands that was sent to a component; false if it is none.
    boolean takes(XmppLink link, Element iq, Element child, String to) {
        String bare = XmppAddresses.bare(to);
        if (!XmppAddresses.local(bare).isEmpty()) {
            return false;
        }
        boolean set = iq.attribute("type", "").equals("set");
        if (child.is("command", AdHocXml.COMMANDS)) {
            if (set) {
                command(link, iq, child);
            }
            return set;
        }
        return !set && asked(link, iq, child);
    }

    private static boolean asked(XmppLink link, Element iq, Element query) {
        String node = query.attribute("node", "");
        if (query.is("query", AdHocXml.ITEMS) && node.equals(AdHocXml.COMMANDS)) {
            link.write(AdHocXml.items(iq));
            return true;
        }
        if (query.is("query", AdHocXml.INFO)) {
            AdHocForm form = form(node);
            if (form != null || node.equals(AdHocXml.COMMANDS)) {
                link.write(AdHocXml.info(iq, node, form == null ? "Commands" : form.name()));
                return true;
            }
        }
        return false;
    }

    private static @Nullable AdHocForm form(String node) {
        return AdHocForm.ALL.stream().filter(it -> it.node().equals(node)).findFirst().orElse(null);
    }

    private void command(XmppLink link, Element iq, Element command) {
        AdHocForm form = form(command.attribute("node", ""));
        String session = command.attribute("sessionid", UUID.randomUUID().toString());
        if (form == null) {
            refuse(link, iq, StanzaError.Condition.item_not_found, "There is no such command.");
        } else if (command.attribute("action", "execute").equals("cancel")) {
            link.write(AdHocXml.canceled(iq, form.node(), session));
        } else {
            Map<String, String> values = AdHocXml.values(command);
            boolean first = command.child("x", AdHocXml.DATA) == null && !form.fields().isEmpty();
            if (first || !form.complete(values)) {
                link.write(AdHocXml.form(iq, form, session));
            } else {
                execute(new Waiting(link, iq, form, session), form.line(values));
            }
        }
    }

    private void execute(Waiting command, String line) {
        String component = XmppAddresses.bare(command.iq().attribute("to", ""));
        Address user = parts.addresses().person(command.iq().attribute("from", ""));
        Deque<Waiting> mine = waiting.computeIfAbsent(user.value(), _ -> new ArrayDeque<>());
        if (mine.size() >= UNDER_WAY) {
            refuse(
                    command.link(),
                    command.iq(),
                    StanzaError.Condition.resource_constraint,
                    "Wait until your other commands are done.");
            return;
        }
        mine.add(command);
        parts.ghosts().askedBot(user.value(), component);
        NativeId id = parts.ids().arrived(user.value(), component, UUID.randomUUID().toString());
        Envelope envelope =
                new Envelope(
                        EnvelopeId.next(),
                        user.network(),
                        Participant.of(user),
                        new Conversation.Direct(GatewayBot.ADDRESS),
                        id == null ? List.of() : List.of(id),
                        Instant.now(),
                        List.of(),
                        Event.Message.of(line));
        parts.reporter().report(envelope).onComplete(taken -> answer(command, user, taken));
        parts.loop()
                .after(
                        PATIENCE,
                        () ->
                                complete(
                                        command,
                                        user,
                                        "This takes longer; the answer comes as a message."));
    }

    /// Tells the user at once if the command was not taken.
    private void answer(Waiting command, Address user, AsyncResult<Acceptance> taken) {
        if (taken.failed()) {
            complete(command, user, "The gateway cannot take commands now; try again later.");
        } else if (taken.result() instanceof Acceptance.Rejected(var failure)) {
            complete(command, user, failure.text());
        }
    }

    /// The bot answers a user; true if that completes a command.
    boolean answered(Delivery delivery, Address recipient) {
        Deque<Waiting> mine = waiting.get(recipient.value());
        Waiting command = mine == null ? null : mine.peek();
        if (command == null || !(delivery.envelope().event() instanceof Event.Message message)) {
            return false;
        }
        complete(command, recipient, message.body().text());
        return true;
    }

    private void complete(Waiting command, Address user, String text) {
        Deque<Waiting> mine = waiting.get(user.value());
        if (mine == null || !mine.remove(command)) {
            return;
        }
        if (mine.isEmpty()) {
            waiting.remove(user.value());
        }
        command.link()
                .write(AdHocXml.completed(command.iq(), command.form(), command.session(), text));
    }

    private static void refuse(
            XmppLink link, Element iq, StanzaError.Condition condition, String text) {
        Replies.error(link, iq, XmppErrors.error(condition, StanzaError.Type.CANCEL, text));
    }
}
