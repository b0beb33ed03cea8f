package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.Markup;
import io.parlance.model.Body;
import io.parlance.model.text.Block;
import io.parlance.model.text.RichText;
import io.parlance.text.HtmlReader;
import io.parlance.text.StylingReader;
import io.parlance.text.StylingWriter;

import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;

/// Formatting in stanzas: Message Styling (XEP-0393) both ways, XHTML-IM (XEP-0071, deprecated)
/// read only. Pure.
final class Formatting {
    private static final String STYLING = "urn:xmpp:styling:0";
    private static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    static final StandardExtensionElement UNSTYLED =
            StandardExtensionElement.builder("unstyled", STYLING).build();

    private Formatting() {}

    /// The formatting of a body; null if it has none, or asks not to be styled.
    ///
    /// @param text the words that count, perhaps without a quotation
    /// @param whole whether they are the whole body, of which XHTML-IM is another rendering
    static @Nullable RichText read(String text, boolean whole, Element stanza) {
        Element html = whole ? stanza.child("html", XHTML_IM) : null;
        Element body = html == null ? null : html.child("body", XHTML);
        if (body != null) {
            return HtmlReader.read(Markup.of(body), HtmlReader.Dialect.XHTML_IM);
        }
        return stanza.child("unstyled", STYLING) == null ? StylingReader.read(text) : null;
    }

    /// The words of a body. Those that would be taken for styling, and are not meant so, must be
    /// marked not to be styled.
    ///
    /// @param action whether they follow `/me` (XEP-0245)
    static StylingWriter.Styled styled(Body body, boolean action) {
        RichText rich = body.rich();
        boolean fits =
                !action || (rich != null && rich.blocks().getFirst() instanceof Block.Paragraph);
        return StylingWriter.write(XmlText.clean(body.text()), fits ? rich : null);
    }
}
