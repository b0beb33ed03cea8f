package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverInfoBuilder;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Service discovery (XEP-0030) of the components, their ghosts and rooms. Confined to the event
/// loop.
final class Disco {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String MUC = "http://jabber.org/protocol/muc";
    private static final List<String> COMPONENT =
            List.of(
                    INFO,
                    ITEMS,
                    MUC,
                    "jid\\20escaping",
                    "http://jabber.org/protocol/commands",
                    "jabber:x:data",
                    "urn:xmpp:ping",
                    "jabber:iq:version",
                    "vcard-temp");
    private static final List<String> GHOST =
            List.of(
                    INFO,
                    "jid\\20escaping",
                    "urn:xmpp:ping",
                    "vcard-temp",
                    AvatarNodes.PUBSUB + "#retrieve-items",
                    "http://jabber.org/protocol/chatstates",
                    "urn:xmpp:receipts",
                    "urn:xmpp:chat-markers:0",
                    "urn:xmpp:sid:0",
                    "jabber:x:oob",
                    "http://jabber.org/protocol/geoloc",
                    "http://jabber.org/protocol/nick",
                    "urn:xmpp:message-correct:0",
                    "urn:xmpp:message-retract:1",
                    "urn:xmpp:reactions:0",
                    "urn:xmpp:reply:0",
                    "urn:xmpp:fallback:0",
                    "urn:xmpp:reference:0",
                    "urn:xmpp:sfs:0",
                    "urn:xmpp:spoiler:0",
                    "urn:xmpp:styling:0",
                    "urn:xmpp:ephemeral:0");
    private static final List<String> ROOM =
            List.of(
                    INFO,
                    ITEMS,
                    MUC,
                    MUC + "#stable_id",
                    "muc_nonanonymous",
                    "muc_open",
                    "muc_persistent",
                    "muc_public",
                    "muc_unmoderated",
                    "muc_unsecured",
                    "urn:xmpp:sid:0",
                    "urn:xmpp:occupant-id:0",
                    "urn:xmpp:ping",
                    "vcard-temp",
                    "urn:xmpp:message-correct:0",
                    "urn:xmpp:message-retract:1",
                    "urn:xmpp:reactions:0",
                    "urn:xmpp:reply:0");

    private final Parts parts;
    private final PortalRooms portals;

    Disco(Parts parts, PortalRooms portals) {
        this.parts = parts;
        this.portals = portals;
    }

    /// What the asked one is and can.
    void info(XmppLink link, Element iq, String to) {
        DiscoverInfoBuilder info = DiscoverInfo.builder(iq.attribute("id", "info"));
        Element query = iq.firstChild();
        String node = query == null ? null : query.attribute("node");
        if (node != null) {
            info.setNode(node);
        }
        String bare = XmppAddresses.bare(to);
        if (XmppAddresses.local(bare).isEmpty()) {
            NetworkId network = parts.ghosts().network(bare);
            String name = "Parlance gateway to " + network;
            info.addIdentity(identity("gateway", gatewayType(network), name));
            info.addIdentity(identity("conference", "text", name));
            info.addFeatures(COMPONENT);
        } else {
            Address origin = parts.ghosts().origin(bare);
            String name = XmlText.clean(parts.context().networks().portable(origin));
            if (origin.isRoom()) {
                info.addIdentity(identity("conference", "text", name));
                info.addFeatures(ROOM);
                String picture = parts.portraits().hash(origin);
                if (picture != null) {
                    info.addExtension(MucStanzas.pictureInfo(picture));
                }
            } else {
                info.addIdentity(identity("account", "registered", name));
                info.addIdentity(identity("pubsub", "pep", name));
                info.addFeatures(GHOST);
            }
        }
        Replies.result(link, iq, info.build());
    }

    /// The registry's name of the gateway type: `smtp` for mail, else the network's own.
    private static String gatewayType(@Nullable NetworkId network) {
        String name = network == null ? "generic" : network.name();
        return name.equals("mail") ? "smtp" : name;
    }

    /// What there is: the linked rooms of a component, the occupants of a room.
    void items(XmppLink link, Element iq, String to) {
        DiscoverItems items = new DiscoverItems();
        String bare = XmppAddresses.bare(to);
        NetworkId network = parts.ghosts().network(bare);
        if (XmppAddresses.local(bare).isEmpty() && network != null) {
            List<Future<Void>> named = new ArrayList<>();
            for (Address room : parts.context().rooms().linkedOn(network)) {
                named.add(
                        parts.ghosts()
                                .jid(room)
                                .onSuccess(jid -> items.addItem(item(jid, room)))
                                .mapEmpty());
            }
            Future.join(named).onComplete(_ -> Replies.result(link, iq, items));
            return;
        } else if (portals.isRoom(bare)) {
            for (String nick : portals.nicks(bare)) {
                items.addItem(new DiscoverItems.Item(Jids.of(bare + "/" + nick)));
            }
        }
        Replies.result(link, iq, items);
    }

    private static DiscoverInfo.Identity identity(String category, String type, String name) {
        return new DiscoverInfo.Identity(category, type, name, null);
    }

    private DiscoverItems.Item item(String jid, Address room) {
        DiscoverItems.Item item = new DiscoverItems.Item(Jids.of(jid));
        item.setName(XmlText.clean(parts.context().networks().portable(room)));
        return item;
    }
}
