package io.parlance.adapter.xmpp.wire;

import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.JxmppContext;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.jxmpp.stringprep.rocksxmppprecis.RocksXmppPrecisStringprep;

import java.io.IOException;

/// Between element trees, Smack's stanzas and text. Pure, any thread.
public final class Stanzas {
    /// How deep a stanza may nest.
    public static final int MAX_DEPTH = 64;

    private static final JxmppContext PRECIS =
            JxmppContext.builder()
                    .withXmppStringprep(RocksXmppPrecisStringprep.INSTANCE)
                    .enableCaching()
                    .build();

    /// The namespace that is not written, so that a stanza inherits the stream's.
    private static final XmlEnvironment CLIENT = new XmlEnvironment("jabber:client");

    static {
        // Loads Smack's providers; without it every extension would stay unknown.
        Smack.ensureInitialized();
    }

    private Stanzas() {}

    /// Whether the element is a stanza, and not a part of stream management.
    public static boolean isStanza(Element element) {
        return element.namespace().equals("jabber:client")
                && switch (element.name()) {
                    case "message", "presence", "iq" -> true;
                    default -> false;
                };
    }

    /// Reads a message, all but its extensions: those are read from the element itself.
    ///
    /// COMPAT: Smack 4.5.0-rc1: a provider that cannot read an extension, such as a reference whose
    /// URI holds a blank, would cost the whole message.
    public static Message message(Element element) throws MalformedStanza {
        return (Message) parse(element.bare());
    }

    /// Reads a presence.
    public static Presence presence(Element element) throws MalformedStanza {
        return (Presence) parse(element);
    }

    /// Reads an IQ.
    public static IQ iq(Element element) throws MalformedStanza {
        return (IQ) parse(element);
    }

    private static Stanza parse(Element element) throws MalformedStanza {
        try {
            return PacketParserUtils.parseStanza(
                    new ElementParser(element, MAX_DEPTH), CLIENT, PRECIS);
        } catch (XmlPullParserException | SmackParsingException | IOException e) {
            throw new MalformedStanza(e);
        } catch (RuntimeException e) {
            // Smack's providers answer some nonsense with unchecked exceptions.
            throw new MalformedStanza(e);
        }
    }

    /// The text of a stanza as it goes to the stream.
    public static String text(Stanza stanza) {
        // A string: Smack's own sequence walks a list for every single character.
        return stanza.toXML(CLIENT).toString();
    }

    /// Reads and normalises an address by PRECIS (RFC 7622).
    public static Jid jid(String text) throws XmppStringprepException {
        return JidCreate.from(text, PRECIS);
    }

    /// Puts a bare address together from its parts and normalises it.
    public static Jid jid(String local, String domain) throws XmppStringprepException {
        return JidCreate.bareFrom(local + "@" + domain, PRECIS);
    }

    /// Normalises a resource, such as a nick.
    public static String resource(String text) throws XmppStringprepException {
        return JidCreate.fullFrom("a", "b.example", text, PRECIS).getResourceOrEmpty().toString();
    }

    /// Loads what is slow to load; called off the event loop before the first stanza.
    public static void initialize() throws XmppStringprepException {
        resource("ready");
    }
}
