package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.StanzaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands each stanza that comes in to the part it is for. Confined to the event loop.
final class Router implements XmppLink.Listener {
    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final int NAMES = 4096;

    private final Parts parts;
    private final LinkBoard board;
    private final DirectMessages direct;
    private final GhostPresence presence;
    private final PortalRooms portals;
    private final PlumbedRooms plumbed;
    private final AdHoc adHoc;
    private final IqServices services;

    /// How people from elsewhere were called last, for their cards.
    private final Recent<Address, String> names = new Recent<>(NAMES);

    Router(Parts parts) {
        this.parts = parts;
        this.board = new LinkBoard(parts.context());
        this.direct = new DirectMessages(parts);
        Faces faces = new Faces(parts);
        this.presence = new GhostPresence(parts, faces);
        this.portals = new PortalRooms(parts, direct);
        this.plumbed = new PlumbedRooms(parts, direct, faces);
        this.adHoc = new AdHoc(parts);
        this.services = new IqServices(parts, portals, names, adHoc);
    }

    DirectMessages direct() {
        return direct;
    }

    GhostPresence presence() {
        return presence;
    }

    PortalRooms portals() {
        return portals;
    }

    PlumbedRooms plumbed() {
        return plumbed;
    }

    AdHoc adHoc() {
        return adHoc;
    }

    Recent<Address, String> names() {
        return names;
    }

    /// Begins with what the last run left.
    void start() {
        portals.restore();
        plumbed.start();
    }

    /// Says goodbye on all links, which are closed next.
    Future<Void> stop() {
        presence.leave();
        return Future.join(plumbed.stop(), portals.close())
                .<Void>mapEmpty()
                .recover(
                        e -> {
                            log.warn("Not all state was kept at the stop: {}", e.toString());
                            return Future.succeededFuture();
                        });
    }

    @Override
    public void state(XmppLink link, LinkState state) {
        board.set(link.domain(), state);
    }

    @Override
    public void up(XmppLink link) {
        presence.linkUp(link);
        plumbed.linkUp(link);
    }

    @Override
    public void down(XmppLink link) {
        plumbed.linkDown(link);
    }

    @Override
    public void stanza(XmppLink link, Element stanza) {
        String from = stanza.attribute("from", "");
        String to = stanza.attribute("to", "");
        if (from.isEmpty() || to.isEmpty() || parts.isOurs(from)) {
            log.debug("Ignored {} from {} to {}", stanza.name(), from, to);
            return;
        }
        try {
            switch (stanza.name()) {
                case "message" -> message(link, stanza, from, to);
                case "presence" -> presence(link, stanza, from, to);
                default -> services.request(link, stanza);
            }
        } catch (RuntimeException e) {
            // One stanza that we fail on must not end the stream for all others.
            log.error("A {} from {} to {} could not be handled", stanza.name(), from, to, e);
            Replies.error(
                    link,
                    stanza,
                    XmppErrors.error(
                            StanzaError.Condition.internal_server_error,
                            StanzaError.Type.WAIT,
                            "The gateway failed on this; its operator finds it in the log."));
        }
    }

    private void message(XmppLink link, Element stanza, String from, String to) {
        if (plumbed.message(link, stanza, from, to) || plumbed.invited(stanza, from, to)) {
            return;
        }
        if (portals.isRoom(XmppAddresses.bare(to))) {
            portals.message(link, stanza);
        } else if (!stanza.attribute("type", "").equals("groupchat")) {
            direct.message(link, stanza, parts.addresses().person(from));
        }
    }

    private void presence(XmppLink link, Element stanza, String from, String to) {
        if (plumbed.presence(stanza, from, to)) {
            return;
        }
        if (portals.isRoom(XmppAddresses.bare(to))) {
            portals.presence(link, stanza);
        } else {
            presence.presence(link, stanza);
        }
    }
}
