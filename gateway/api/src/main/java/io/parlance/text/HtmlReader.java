package io.parlance.text;

import io.parlance.model.text.RichText;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/// Reads HTML as leniently as browsers do, and takes of it only what the model knows: no script,
/// style, event handler or unknown target of a link comes through, because nothing else is looked
/// at. Pure.
public final class HtmlReader {
    private HtmlReader() {}

    /// Whose HTML it is.
    public enum Dialect {
        /// `org.matrix.custom.html` (Client-Server API, "m.room.message msgtypes"); the quotation
        /// of the message that is answered, `mx-reply`, is left out.
        MATRIX,
        /// Mail; quoted mail and signatures are left out.
        MAIL,
        /// XHTML-IM (XEP-0071), which marks words by style attributes also.
        XHTML_IM
    }

    /// The formatted text; null if it has no formatting, or is larger than the model takes.
    public static @Nullable RichText read(String html, Dialect dialect) {
        if (html.indexOf('<') < 0 || !HtmlBulk.bearable(html)) {
            return null;
        }
        Document document = Jsoup.parse(html);
        HtmlWalk walk = new HtmlWalk(new Flow(), dialect);
        NodeTraversor.filter(walk, document.body());
        return walk.flow().done();
    }
}
