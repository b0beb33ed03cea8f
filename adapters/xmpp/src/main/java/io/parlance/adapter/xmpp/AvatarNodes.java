package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.pubsub.packet.PubSub;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.jspecify.annotations.Nullable;

/// The two nodes that hold somebody's picture for clients that read no vCards (XEP-0084): which
/// picture it is, and its bytes. Confined to the event loop.
final class AvatarNodes {
    /// What they are asked by (XEP-0060).
    static final String PUBSUB = "http://jabber.org/protocol/pubsub";

    private static final String METADATA = "urn:xmpp:avatar:metadata";
    private static final String DATA = "urn:xmpp:avatar:data";

    private final Portraits portraits;

    AvatarNodes(Portraits portraits) {
        this.portraits = portraits;
    }

    /// Answers what is asked of `owner`'s nodes.
    void items(XmppLink link, Element iq, Address owner) {
        Element pubsub = iq.child("pubsub", PUBSUB);
        Element items = pubsub == null ? null : pubsub.child("items", PUBSUB);
        String node = items == null ? "" : items.attribute("node", "");
        if (!node.equals(METADATA) && !node.equals(DATA)) {
            missing(link, iq);
            return;
        }
        portraits
                .of(owner)
                .onComplete(
                        done -> {
                            Portrait portrait = done.result();
                            if (portrait == null) {
                                missing(link, iq);
                            } else {
                                answer(link, iq, node, portrait);
                            }
                        });
    }

    private static void answer(XmppLink link, Element iq, String node, Portrait portrait) {
        PubSub answer = new PubSub(null, IQ.Type.result, PubSubNamespace.basic);
        answer.addExtension(
                items(
                        PUBSUB,
                        node,
                        portrait,
                        node.equals(DATA) ? data(portrait) : metadata(portrait)));
        Replies.result(link, iq, answer);
    }

    private static void missing(XmppLink link, Element iq) {
        Replies.error(
                link,
                iq,
                XmppErrors.error(
                        StanzaError.Condition.item_not_found,
                        StanzaError.Type.CANCEL,
                        "There is nothing of that kind here."));
    }

    /// What those are told who watch somebody whose picture changed (XEP-0163 §4.3).
    Future<StandardExtensionElement> news(Address owner) {
        return portraits
                .of(owner)
                .map(
                        portrait ->
                                Tags.of("event", PUBSUB + "#event")
                                        .addElement(
                                                items(
                                                        PUBSUB + "#event",
                                                        METADATA,
                                                        portrait,
                                                        metadata(portrait)))
                                        .build());
    }

    private static StandardExtensionElement items(
            String namespace,
            String node,
            @Nullable Portrait portrait,
            StandardExtensionElement payload) {
        StandardExtensionElement item =
                Tags.of("item", namespace)
                        .addAttribute("id", portrait == null ? "none" : portrait.hash())
                        .addElement(payload)
                        .build();
        return Tags.of("items", namespace).addAttribute("node", node).addElement(item).build();
    }

    /// Empty if there is no picture any more (XEP-0084 §3.6).
    private static StandardExtensionElement metadata(@Nullable Portrait portrait) {
        var metadata = Tags.of("metadata", METADATA);
        if (portrait != null) {
            metadata.addElement(
                    Tags.of("info", METADATA)
                            .addAttribute("id", portrait.hash())
                            .addAttribute("bytes", String.valueOf(portrait.size()))
                            .addAttribute("type", portrait.mediaType())
                            .build());
        }
        return metadata.build();
    }

    private static StandardExtensionElement data(Portrait portrait) {
        return Tags.of("data", DATA).setText(portrait.base64()).build();
    }
}
