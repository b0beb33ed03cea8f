package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Surroundings.XMPP;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// What messages mean, well made and hostile.
final class MessageReaderTest {
    private static final Relations.Refs REFS =
            new Relations.Refs(
                    id -> new NativeId(XMPP, "own " + id),
                    id -> new NativeId(XMPP, "others " + id),
                    id -> new NativeId(XMPP, "retracted " + id),
                    id -> new NativeId(XMPP, "thread " + id),
                    uri -> uri.startsWith("xmpp:al") ? "matrix:u/al:hs.test" : null);

    private static @Nullable Event read(String content) throws Exception {
        Element raw =
                Trees.parse("<message type='chat' from='t@x/p' id='m1'>" + content + "</message>");
        return MessageReader.event(Stanzas.message(raw), raw, REFS);
    }

    private static Event.Message said(String content) throws Exception {
        return (Event.Message) Trees.there(read(content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "<retract xmlns='urn:xmpp:message-retract:1' id='a'/><body>gone</body>|retracted a",
                "<apply-to xmlns='urn:xmpp:fasten:0' id='a'><retract"
                        + " xmlns='urn:xmpp:message-retract:0'/></apply-to>|own a",
            })
    void whatIsTakenBackIsNamed(String content, String target) throws Exception {
        Event.Retraction retraction = (Event.Retraction) Trees.there(read(content));
        assertThat(Trees.there(retraction.target().nativeId()).value()).isEqualTo(target);
        assertThat(retraction.byModerator()).isFalse();
    }

    @Test
    void nobodyButARoomModerates() throws Exception {
        assertThat(
                        read(
                                "<retract xmlns='urn:xmpp:message-retract:1' id='a'><moderated"
                                        + " xmlns='urn:xmpp:message-moderate:1'/></retract>"
                                        + "<body>x</body>"))
                .isNull();
    }

    @Test
    void theFullSetOfReactionsIsRead() throws Exception {
        Event.Reaction reaction =
                (Event.Reaction)
                        Trees.there(
                                read(
                                        "<reactions xmlns='urn:xmpp:reactions:0' id='a'>"
                                                + "<reaction>👍</reaction><reaction> </reaction>"
                                                + "<reaction>👍</reaction><reaction>🎉</reaction>"
                                                + "</reactions>"));
        assertThat(reaction.emoji()).containsExactly("👍", "🎉");
        assertThat(Trees.there(reaction.target().nativeId()).value()).isEqualTo("others a");
        Event none = read("<reactions xmlns='urn:xmpp:reactions:0' id='a'/>");
        assertThat(((Event.Reaction) Trees.there(none)).emoji()).isEmpty();
    }

    @Test
    void threadsAndPlacesAndExpiryAreRead() throws Exception {
        Event.Message said =
                said(
                        "<body>here</body><thread>t1</thread>"
                                + "<geoloc xmlns='http://jabber.org/protocol/geoloc'>"
                                + "<lat>45.4384</lat><lon>10.9916</lon></geoloc>"
                                + "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='60'/>");
        assertThat(Trees.there(Trees.there(said.thread()).nativeId()).value())
                .isEqualTo("thread t1");
        assertThat(Trees.there(said.body().location()).uri()).isEqualTo("geo:45.4384,10.9916");
        assertThat(said.expires()).isNotNull();
        assertThat(Trees.there(said("<body>geo:1.5,2.5;u=9</body>").body().location()).accuracy())
                .isEqualTo(9.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<lat>91</lat><lon>0</lon>",
                "<lat>NaN</lat><lon>0</lon>",
                "<lon>0</lon>",
            })
    void whatIsNoPlaceIsWordsAlone(String content) throws Exception {
        Event.Message said =
                said(
                        "<body>b</body><geoloc xmlns='http://jabber.org/protocol/geoloc'>"
                                + content
                                + "</geoloc><ephemeral xmlns='urn:xmpp:ephemeral:0' timer='-1'/>"
                                + "<thread> </thread>");
        assertThat(said).isEqualTo(Event.Message.of("b"));
    }

    @Test
    void aFileIsReadOnceWithWhatIsKnownOfIt() throws Exception {
        String url = "https://x.test/a%20b.png";
        Event.Message said =
                said(
                        "<body>look\n%s</body><x xmlns='jabber:x:oob'><url>%s</url></x>"
                                        .formatted(url, url)
                                + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'><body"
                                + " start='4' end='29'/></fallback><file-sharing"
                                + " xmlns='urn:xmpp:sfs:0' disposition='inline'><file"
                                + " xmlns='urn:xmpp:file:metadata:0'>"
                                + "<media-type>image/png</media-type><name>../b.png</name>"
                                + "<size>7</size><width>3</width><height>-4</height></file><sources><url-data"
                                + " xmlns='http://jabber.org/protocol/url-data' target='"
                                + url
                                + "'/></sources></file-sharing>");
        assertThat(said.body().text()).isEqualTo("look");
        assertThat(said.body().attachments()).hasSize(1);
        Attachment file = said.body().attachments().getFirst();
        assertThat(file.name()).isEqualTo("b.png");
        assertThat(file.size()).isEqualTo(7);
        assertThat(file.kind()).isEqualTo(Attachment.Kind.IMAGE);
        assertThat(file.details().width()).isEqualTo(3);
        assertThat(file.details().height()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a.webp,image/webp,IMAGE",
        "song.mp3,audio/mpeg,AUDIO",
        "voice-message.ogg,audio/ogg,VOICE",
        "Recording_2026.m4a,audio/mp4,VOICE",
        "plan,application/octet-stream,FILE",
    })
    void anAddressTellsWhatItLeadsTo(String name, String type, Attachment.Kind kind)
            throws Exception {
        String url = "https://x.test/" + name;
        Event.Message said =
                said(
                        "<body>%s</body><x xmlns='jabber:x:oob'><url>%s</url></x>"
                                .formatted(url, url));
        assertThat(said.body().text()).isEmpty();
        Attachment file = said.body().attachments().getFirst();
        assertThat(List.of(file.name(), file.mediaType())).containsExactly(name, type);
        assertThat(file.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd",
        "aesgcm://x.test/a#00",
        "https:nowhere",
        "ht!tp://x",
        "javascript:x",
    })
    void whatCannotBeFetchedIsWords(String url) throws Exception {
        Event.Message said =
                said(
                        "<body>%s</body><x xmlns='jabber:x:oob'><url>%s</url></x>"
                                .formatted(url, url));
        assertThat(said).isEqualTo(Event.Message.of(url));
    }

    @Test
    void stickersAreToldApart() throws Exception {
        Event.Message said =
                said(
                        "<body>:)</body><sticker xmlns='urn:xmpp:stickers:0' pack='p'/>"
                                + "<fallback xmlns='urn:xmpp:fallback:0'"
                                + " for='urn:xmpp:stickers:0'/>"
                                + "<file-sharing xmlns='urn:xmpp:sfs:0'><sources><url-data"
                                + " xmlns='http://jabber.org/protocol/url-data'"
                                + " target='https://x.test/s.webp'/></sources></file-sharing>");
        assertThat(said.body().text()).isEmpty();
        assertThat(said.body().attachments().getFirst().kind()).isEqualTo(Attachment.Kind.STICKER);
    }

    @ParameterizedTest
    @CsvSource({"0,9,true", "0,900,false", "9,0,false", "-1,9,false", "x,9,false"})
    void onlyARightRangeIsAQuotation(String start, String end, boolean right) throws Exception {
        String body = "> quoted\nyes";
        Event.Message said =
                said(
                        "<body>&gt; quoted\nyes</body><reply xmlns='urn:xmpp:reply:0' id='q'/>"
                                + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                                + "<body start='%s' end='%s'/></fallback>".formatted(start, end));
        assertThat(said.body().text()).isEqualTo(right ? "yes" : body);
    }

    @Test
    void whoIsMentionedIsNamedByTheirOwnAddress() throws Exception {
        String reference =
                "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='%s' end='%s'"
                        + " uri='%s'/>";
        Event.Message said =
                said("<body>👋 Al, x</body>" + reference.formatted(2, 4, "xmpp:al\\40hs@gw"));
        assertThat(String.valueOf(said.body().rich()))
                .contains("Mention[uri=matrix:u/al:hs.test, text=Al]");
        for (String[] wrong :
                List.of(
                        new String[] {"2", "99", "xmpp:al"},
                        new String[] {"4", "2", "xmpp:al"},
                        new String[] {"", "2", "xmpp:al"},
                        new String[] {"2", "4", "xmpp:bob@x"})) {
            Event.Message plain =
                    said("<body>👋 Al, x</body>" + reference.formatted((Object[]) wrong));
            assertThat(plain.body().rich()).isNull();
        }
    }

    @Test
    void anExtensionThatCannotBeReadCostsOnlyItself() throws Exception {
        Event.Message said =
                said(
                        "<body>still here</body><reference xmlns='urn:xmpp:reference:0'"
                            + " type='mention' begin='x' uri='xmpp: a b'/><geoloc"
                            + " xmlns='http://jabber.org/protocol/geoloc'><lat>x</lat></geoloc><delay"
                            + " xmlns='urn:xmpp:delay' stamp='yesterday'/>");
        assertThat(said.body().text()).isEqualTo("still here");
    }

    @Test
    void spoilersHideEveryLine() throws Exception {
        Event.Message said =
                said("<body>a\n*b*</body><spoiler xmlns='urn:xmpp:spoiler:0'>end</spoiler>");
        assertThat(String.valueOf(said.body().rich()).split("Spoiler\\[reason=end", -1)).hasSize(3);
    }

    @Test
    void hopsAreReadInBothForms() throws Exception {
        String flat = "<message><hops xmlns='urn:parlance:hops:0'>a;x b;y</hops></message>";
        String deep =
                "<message><hops xmlns='urn:parlance:hops:0'><hop>a;x</hop><hop>b;y</hop></hops>"
                        + "</message>";
        assertThat(MessageReader.trail(Trees.parse(flat))).hasSize(2);
        assertThat(MessageReader.trail(Trees.parse(flat)))
                .isEqualTo(MessageReader.trail(Trees.parse(deep)));
    }
}
