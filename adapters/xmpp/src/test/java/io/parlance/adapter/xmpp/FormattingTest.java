package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.TOM;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.text.RichText;
import io.parlance.text.HtmlReader;
import io.parlance.text.HtmlWriter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/// Formatting that comes in stanzas, and goes out in them.
final class FormattingTest {
    private Running gateway;
    private int count;

    @BeforeEach
    void start() throws Exception {
        gateway = new Running();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private @Nullable String html(String content) {
        gateway.server.send(
                "<message type='chat' from='tom@xmpp.test/phone' to='"
                        + Running.GHOST
                        + "' id='formatting-"
                        + count++
                        + "'>"
                        + content
                        + "</message>");
        Running.until(() -> gateway.around.hub.of(Event.Message.class).size() == count);
        Event.Message message =
                (Event.Message) gateway.around.hub.of(Event.Message.class).getLast().event();
        RichText rich = message.body().rich();
        return rich == null ? null : HtmlWriter.matrix(rich);
    }

    @Test
    void stylingIsRead() {
        assertThat(html("<body>a *b* c</body>")).isEqualTo("a <strong>b</strong> c");
        assertThat(html("<body>/me *waves*</body>")).isEqualTo("<strong>waves</strong>");
        assertThat(html("<body>a b</body>")).isNull();
        assertThat(html("<body>*b*</body><unstyled xmlns='urn:xmpp:styling:0'/>")).isNull();
    }

    @Test
    void xhtmlIsRead() {
        assertThat(
                        html(
                                "<body>a b</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                                        + "<body xmlns='http://www.w3.org/1999/xhtml'><p>a <span"
                                        + " style='font-weight:bold' onclick='x()'>b</span>"
                                        + "<script>x()</script> &lt;i&gt;</p></body></html>"))
                .isEqualTo("a <strong>b</strong> &lt;i&gt;");
    }

    private Element delivered(Event event) throws Exception {
        Delivery delivery = Running.delivery(event, new Conversation.Direct(TOM));
        var outcome = gateway.adapter.deliver(delivery);
        Element message = gateway.server.expect(e -> delivery.key().equals(e.attribute("id")));
        outcome.await(10, TimeUnit.SECONDS);
        return message;
    }

    private static String body(Element message) {
        return message.children("body", "jabber:client").getFirst().text();
    }

    private static boolean unstyled(Element message) {
        return message.child("unstyled", "urn:xmpp:styling:0") != null;
    }

    @Test
    void stylingIsWritten() throws Exception {
        RichText rich =
                HtmlReader.read(
                        "a <b>b</b> <a href='https://x.test'>c</a>", HtmlReader.Dialect.MATRIX);
        Element message =
                delivered(new Event.Message(Body.of("a b c", rich), Event.Style.EMOTE, null));
        assertThat(body(message)).isEqualTo("/me a *b* c (https://x.test)");
        assertThat(unstyled(message)).isFalse();
        assertThat(message.child("html", "http://jabber.org/protocol/xhtml-im")).isNull();
    }

    @Test
    void wordsThatLookLikeStylingAreMarkedAsNone() throws Exception {
        Element message = delivered(Event.Message.of("2 *3* 4"));
        assertThat(body(message)).isEqualTo("2 *3* 4");
        assertThat(unstyled(message)).isTrue();
        assertThat(unstyled(delivered(Event.Message.of("2 * 3 = 6, a_b_c")))).isFalse();
    }
}
