package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.InvalidValue;

import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.iqversion.packet.Version;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;

/// Answers the requests that a gateway, its ghosts and its rooms get. What is not known is refused,
/// never left without an answer (RFC 6120 §8.2.3). Confined to the event loop.
final class IqServices {
    private final Parts parts;
    private final Disco disco;
    private final PortalRooms portals;
    private final Recent<Address, String> names;
    private final AdHoc adHoc;
    private final AvatarNodes avatars;

    IqServices(Parts parts, PortalRooms portals, Recent<Address, String> names, AdHoc adHoc) {
        this.parts = parts;
        this.portals = portals;
        this.names = names;
        this.adHoc = adHoc;
        this.disco = new Disco(parts, portals);
        this.avatars = new AvatarNodes(parts.portraits());
    }

    /// Answers an IQ of type get or set.
    void request(XmppLink link, Element iq) {
        Element child = iq.firstChild();
        String to = iq.attribute("to", "");
        boolean get = iq.attribute("type", "").equals("get");
        try {
            if (child != null && adHoc.takes(link, iq, child, to)) {
                return;
            }
            switch (child == null || !get ? "" : child.namespace()) {
                case "http://jabber.org/protocol/disco#info" -> disco.info(link, iq, to);
                case "http://jabber.org/protocol/disco#items" -> disco.items(link, iq, to);
                case "urn:xmpp:ping" -> ping(link, iq, to);
                case "vcard-temp" -> card(link, iq, to);
                case AvatarNodes.PUBSUB -> avatars(link, iq, XmppAddresses.bare(to));
                case "jabber:iq:version" -> Replies.result(link, iq, version(iq));
                default -> unknown(link, iq);
            }
        } catch (InvalidValue e) {
            Replies.refuse(link, iq, e.toFailure());
        }
    }

    private static void unknown(XmppLink link, Element iq) {
        Replies.error(
                link,
                iq,
                XmppErrors.error(
                        StanzaError.Condition.service_unavailable,
                        StanzaError.Type.CANCEL,
                        "The gateway does not offer this."));
    }

    private void ping(XmppLink link, Element iq, String to) {
        if (portals.isRoom(XmppAddresses.bare(to)) && !XmppAddresses.resource(to).isEmpty()) {
            portals.selfPing(link, iq);
        } else {
            Replies.result(link, iq);
        }
    }

    private void avatars(XmppLink link, Element iq, String bare) {
        if (XmppAddresses.local(bare).isEmpty()) {
            unknown(link, iq);
        } else {
            avatars.items(link, iq, parts.ghosts().origin(bare));
        }
    }

    private void card(XmppLink link, Element iq, String to) {
        String bare = XmppAddresses.bare(to);
        VCard card = new VCard();
        Address owner = null;
        if (XmppAddresses.local(bare).isEmpty()) {
            card.setNickName("Parlance");
            card.setField("FN", "Parlance gateway to " + parts.ghosts().network(bare));
        } else {
            Address occupant = portals.occupant(bare, XmppAddresses.resource(to));
            Address origin = occupant == null ? parts.ghosts().origin(bare) : occupant;
            String portable = parts.context().networks().portable(origin);
            String name = XmlText.clean(names.getOrDefault(origin, portable));
            owner = origin;
            card.setNickName(name);
            card.setField("FN", name);
            card.setField(
                    "URL",
                    parts.context().networks().addresses(origin.network()).uri(origin).toString());
        }
        if (owner == null) {
            Replies.result(link, iq, card);
            return;
        }
        parts.portraits()
                .of(owner)
                .onComplete(
                        done -> {
                            Portrait portrait = done.result();
                            if (portrait != null) {
                                card.setAvatar(portrait.base64(), portrait.mediaType());
                            }
                            Replies.result(link, iq, card);
                        });
    }

    private static Version version(Element iq) {
        String version = IqServices.class.getPackage().getImplementationVersion();
        return Version.builder(StanzaBuilder.buildIqData(iq.attribute("id", "version")))
                .setName("Parlance")
                .setVersion(version == null ? "development" : version)
                .build();
    }
}
