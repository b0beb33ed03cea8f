package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Failure;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.util.XmlStringBuilder;

/// Answers to stanzas. An error is never answered by an error (RFC 6120 §8.3.1).
final class Replies {
    private static final XmlEnvironment CLIENT = new XmlEnvironment("jabber:client");

    private Replies() {}

    /// Refuses a stanza for this reason.
    static void refuse(XmppLink link, Element stanza, Failure failure) {
        error(link, stanza, XmppErrors.stanzaError(failure));
    }

    /// Refuses a stanza with this error.
    static void error(XmppLink link, Element stanza, StanzaError error) {
        String type = stanza.attribute("type", "");
        if (type.equals("error") || type.equals("result")) {
            return;
        }
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement(stanza.name());
        xml.attribute("type", "error");
        xml.optAttribute("from", stanza.attribute("to"));
        xml.optAttribute("to", stanza.attribute("from"));
        xml.optAttribute("id", stanza.attribute("id"));
        xml.rightAngleBracket();
        xml.append(error.toXML(CLIENT));
        xml.closeElement(stanza.name());
        link.write(xml);
    }

    /// Answers a request.
    static void result(XmppLink link, Element request, IQ result) {
        result.setType(IQ.Type.result);
        result.setStanzaId(request.attribute("id"));
        result.setFrom(Jids.of(request.attribute("to", link.domain())));
        result.setTo(Jids.of(request.attribute("from", "")));
        link.write(result);
    }

    /// Answers a request with an empty result.
    static void result(XmppLink link, Element request) {
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement("iq");
        xml.attribute("type", "result");
        xml.optAttribute("from", request.attribute("to"));
        xml.optAttribute("to", request.attribute("from"));
        xml.optAttribute("id", request.attribute("id"));
        xml.closeEmptyElement();
        link.write(xml);
    }
}
