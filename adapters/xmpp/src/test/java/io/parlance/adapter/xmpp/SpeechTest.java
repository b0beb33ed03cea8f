package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Surroundings.XMPP;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

/// What is said elsewhere, as stanzas.
final class SpeechTest {
    private static final MessageRef REF = MessageRef.to(new NativeId(XMPP, "a>b m1"));
    private static final Naming NAMING =
            new Naming(
                    Naming::id,
                    ref -> "t1",
                    id -> new Memory.Quote("tom@xmpp.test", "first\nlast <x>"),
                    uri -> uri.contains("nobody") ? null : "xmpp:al@gw");

    private static String written(Event event) {
        MessageBuilder message = StanzaBuilder.buildMessage("k");
        Speech.write(event, message, NAMING);
        return Stanzas.text(message.build())
                .replace('"', '\'')
                .replaceAll("<([\\w-]+)([^<>]*)></\\1>", "<$1$2/>");
    }

    @Test
    void aReplyQuotesWhatItAnswers() {
        String xml = written(new Event.Message(Body.of("yes"), Event.Style.CHAT, REF));
        assertThat(xml)
                .contains("<reply xmlns='urn:xmpp:reply:0' to='tom@xmpp.test' id='m1'/>")
                .contains("<body>> first\n> last &lt;x>\nyes</body>")
                .contains("for='urn:xmpp:reply:0'><body start='0' end='19'/>");
    }

    @Test
    void anEditNamesTheOriginal() {
        assertThat(written(new Event.Edit(REF, Body.of("new"))))
                .contains("<body>new</body>")
                .contains("<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>");
    }

    @Test
    void aRetractionHasWordsForOldClients() {
        assertThat(written(new Event.Retraction(REF, null)))
                .contains("<body>/me took a message back")
                .contains("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>")
                .contains("for='urn:xmpp:message-retract:1'/>")
                .contains("<store");
    }

    @Test
    void reactionsAreTheFullSet() {
        assertThat(written(new Event.Reaction(REF, List.of("👍", "👍", "🎉"))))
                .contains(
                        "<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>👍</reaction>"
                                + "<reaction>🎉</reaction></reactions>")
                .doesNotContain("<body>");
        assertThat(written(new Event.Reaction(REF, List.of())))
                .contains("<reactions xmlns='urn:xmpp:reactions:0' id='m1'/>");
    }

    @Test
    void aFileAloneIsItsAddress() {
        Attachment file =
                new Attachment(
                        "a.png",
                        "image/png",
                        7,
                        URI.create("https://x.test/a.png?b&c"),
                        Attachment.Kind.IMAGE,
                        new Attachment.Details(3, 4, 0, "LEHV6n", null));
        Event event = new Event.Message(new Body("", List.of(file)), Event.Style.CHAT, null);
        assertThat(written(event))
                .contains("<body>https://x.test/a.png?b&amp;c</body>")
                .contains("<x xmlns='jabber:x:oob'><url>https://x.test/a.png?b&amp;c</url></x>")
                .contains("<name>a.png</name><size>7</size><width>3</width><height>4</height>")
                .contains("uri='data:image/blurhash,LEHV6n'")
                .contains("<url-data xmlns='http://jabber.org/protocol/url-data'");
        Event captioned =
                new Event.Message(new Body("👋 look", List.of(file)), Event.Style.CHAT, null);
        assertThat(written(captioned))
                .contains("<body>👋 look\nhttps://x.test/a.png?b&amp;c</body>")
                .contains("for='urn:xmpp:sfs:0'><body start='7' end='31'/>");
    }

    @Test
    void placesThreadsMentionsAndSpoilersHaveElements() {
        Body place = new Body("Verona", List.of(), null, new Location(45.4384, 10.9916, null));
        assertThat(written(new Event.Message(place, Event.Style.CHAT, null, REF, null)))
                .contains("<thread>t1</thread>")
                .contains("<body>Verona\ngeo:45.4384,10.9916</body>")
                .contains("<lat>45.4384</lat><lon>10.9916</lon>");
        RichText rich =
                new RichText(
                        List.of(
                                new Block.Paragraph(
                                        List.of(
                                                new Inline.Text("👋 "),
                                                new Inline.Mention("matrix:u/al:hs.test", "Al"),
                                                new Inline.Spoiler(
                                                        "end", List.of(new Inline.Text(" x")))))));
        assertThat(written(new Event.Message(Body.of("👋 Al x", rich), Event.Style.CHAT, null)))
                .contains("type='mention' begin='2' end='4' uri='xmpp:al@gw'")
                .contains("<spoiler xmlns='urn:xmpp:spoiler:0'>end</spoiler>");
    }

    @Test
    void whatIsHiddenAsAWholeHasNoMarksInItsWords() {
        RichText rich =
                new RichText(
                        List.of(
                                new Block.Paragraph(
                                        List.of(
                                                new Inline.Spoiler(
                                                        null, List.of(new Inline.Text("x")))))));
        assertThat(
                        written(
                                new Event.Message(
                                        Body.of("[Spoiler](x)", rich), Event.Style.CHAT, null)))
                .contains("<body>x</body>")
                .contains("<spoiler xmlns='urn:xmpp:spoiler:0'");
    }

    @Test
    void whatXmlForbidsIsNotWritten() {
        assertThat(written(new Event.Reaction(REF, List.of("\u0001")))).contains("\uFFFD");
    }
}
