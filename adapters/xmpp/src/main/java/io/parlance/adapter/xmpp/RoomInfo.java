package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;

/// What a native room says of itself (XEP-0045 §6.4): whether it keeps an archive, and its name. A
/// room only says that something about it changed (status 104, XEP-0045 §10.2), so it is asked then
/// what it is called now. Confined to the event loop.
final class RoomInfo {
    private static final Logger log = LoggerFactory.getLogger(RoomInfo.class);
    private static final String DISCO = "http://jabber.org/protocol/disco#info";
    private static final String CONFIGURED = "104";

    private final XmppLink link;
    private final String listener;
    private final String jid;
    private final Consumer<String> renamed;
    private @Nullable String name;

    /// The room `jid`, asked as `listener`; `renamed` hears each new name.
    RoomInfo(XmppLink link, String listener, String jid, Consumer<String> renamed) {
        this.link = link;
        this.listener = listener;
        this.jid = jid;
        this.renamed = renamed;
    }

    /// Asks the room, and tells its name if it is another one than before.
    ///
    /// @return whether it keeps an archive; false if it does not answer
    Future<Boolean> ask() {
        DiscoverInfo info =
                DiscoverInfo.builder(StanzaBuilder.buildIqData("info")).ofType(IQ.Type.get).build();
        info.setFrom(Jids.of(listener));
        info.setTo(Jids.of(jid));
        return link.request(info)
                .map(this::heard)
                .otherwise(
                        e -> {
                            log.debug("{} does not say what it can: {}", jid, e.toString());
                            return false;
                        });
    }

    /// Takes a message of the room itself.
    void message(Element message) {
        if (RoomOccupants.codes(message).contains(CONFIGURED)) {
            ask();
        }
    }

    private boolean heard(Element answer) {
        Element query = answer.child("query", DISCO);
        if (query == null) {
            return false;
        }
        named(query);
        return query.children().stream()
                .anyMatch(child -> Archive.MAM.equals(child.attribute("var")));
    }

    private void named(Element query) {
        for (Element child : query.children()) {
            if (child.name().equals("identity")
                    && child.attribute("category", "").equals("conference")) {
                String before = name;
                name = child.attribute("name", "");
                if (before != null && !before.equals(name)) {
                    renamed.accept(name);
                }
                return;
            }
        }
    }
}
