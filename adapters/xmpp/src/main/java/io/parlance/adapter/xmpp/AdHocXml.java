package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;

import org.jivesoftware.smack.util.XmlStringBuilder;

import java.util.HashMap;
import java.util.Map;

/// The stanzas of ad-hoc commands (XEP-0050) with their forms (XEP-0004). Pure.
final class AdHocXml {
    static final String COMMANDS = "http://jabber.org/protocol/commands";
    static final String ITEMS = "http://jabber.org/protocol/disco#items";
    static final String INFO = "http://jabber.org/protocol/disco#info";
    static final String DATA = "jabber:x:data";

    private AdHocXml() {}

    /// The list of commands (XEP-0050 §2.2).
    static XmlStringBuilder items(Element iq) {
        XmlStringBuilder xml = result(iq);
        open(xml, "query", ITEMS).attribute("node", COMMANDS).rightAngleBracket();
        for (AdHocForm form : AdHocForm.ALL) {
            xml.halfOpenElement("item");
            xml.attribute("jid", XmppAddresses.bare(iq.attribute("to", "")));
            xml.attribute("node", form.node());
            xml.attribute("name", form.name());
            xml.closeEmptyElement();
        }
        return xml.closeElement("query").closeElement("iq");
    }

    /// What a node is (XEP-0050 §2.3).
    static XmlStringBuilder info(Element iq, String node, String name) {
        boolean list = node.equals(COMMANDS);
        XmlStringBuilder xml = result(iq);
        open(xml, "query", INFO).attribute("node", node).rightAngleBracket();
        xml.halfOpenElement("identity").attribute("category", "automation");
        xml.attribute("type", list ? "command-list" : "command-node");
        xml.attribute("name", name).closeEmptyElement();
        xml.halfOpenElement("feature").attribute("var", COMMANDS).closeEmptyElement();
        xml.halfOpenElement("feature").attribute("var", DATA).closeEmptyElement();
        return xml.closeElement("query").closeElement("iq");
    }

    /// The form to fill in.
    static XmlStringBuilder form(Element iq, AdHocForm form, String session) {
        XmlStringBuilder xml = result(iq);
        command(xml, form.node(), session, "executing");
        xml.halfOpenElement("actions").attribute("execute", "complete").rightAngleBracket();
        xml.emptyElement("complete").closeElement("actions");
        open(xml, "x", DATA).attribute("type", "form").rightAngleBracket();
        xml.element("title", form.name());
        for (AdHocForm.Field field : form.fields()) {
            xml.halfOpenElement("field").attribute("var", field.name());
            xml.attribute("type", "text-single").attribute("label", field.label());
            xml.rightAngleBracket();
            if (field.required()) {
                xml.emptyElement("required");
            }
            xml.closeElement("field");
        }
        return xml.closeElement("x").closeElement("command").closeElement("iq");
    }

    /// What came of it, as a note for all clients and as a form for those that show forms only.
    static XmlStringBuilder completed(Element iq, AdHocForm form, String session, String text) {
        String clean = XmlText.clean(text);
        XmlStringBuilder xml = result(iq);
        command(xml, form.node(), session, "completed");
        xml.halfOpenElement("note").attribute("type", "info").rightAngleBracket();
        xml.escape(clean).closeElement("note");
        open(xml, "x", DATA).attribute("type", "result").rightAngleBracket();
        xml.element("title", form.name());
        xml.halfOpenElement("field").attribute("var", "answer");
        xml.attribute("type", "text-multi").rightAngleBracket();
        clean.lines().forEach(line -> xml.element("value", line));
        xml.closeElement("field");
        return xml.closeElement("x").closeElement("command").closeElement("iq");
    }

    /// That it was given up.
    static XmlStringBuilder canceled(Element iq, String node, String session) {
        XmlStringBuilder xml = result(iq);
        command(xml, node, session, "canceled");
        return xml.closeElement("command").closeElement("iq");
    }

    /// What was filled in, by the names of the fields; several values are several words.
    static Map<String, String> values(Element command) {
        Map<String, String> values = new HashMap<>();
        Element form = command.child("x", DATA);
        if (form != null) {
            for (Element field : form.children("field", DATA)) {
                StringBuilder text = new StringBuilder();
                for (Element value : field.children("value", DATA)) {
                    text.append(value.text()).append(' ');
                }
                values.put(field.attribute("var", ""), text.toString().strip());
            }
        }
        return values;
    }

    private static XmlStringBuilder result(Element iq) {
        XmlStringBuilder xml = new XmlStringBuilder();
        xml.halfOpenElement("iq").attribute("type", "result");
        xml.optAttribute("from", iq.attribute("to"));
        xml.optAttribute("to", iq.attribute("from"));
        xml.optAttribute("id", iq.attribute("id"));
        xml.rightAngleBracket();
        return xml;
    }

    private static void command(XmlStringBuilder xml, String node, String session, String status) {
        open(xml, "command", COMMANDS).attribute("node", node).attribute("sessionid", session);
        xml.attribute("status", status).rightAngleBracket();
    }

    private static XmlStringBuilder open(XmlStringBuilder xml, String name, String namespace) {
        return xml.halfOpenElement(name).xmlnsAttribute(namespace);
    }
}
