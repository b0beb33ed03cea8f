package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
import io.parlance.text.HtmlWriter;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Who is spoken to in a mail, both ways.
final class MentionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Surroundings around = new Surroundings();
    private final Mentions mentions = new Mentions(around.context(vertx, Map.of()), Mails.SPACE);
    private final Address room = Gateway.LOBBY.room();

    @AfterEach
    void stop() throws Exception {
        Gateway.get(vertx.close());
    }

    /// What is written, and who is meant by which words.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @Alice, look                             | xmpp:alice@xmpp.test @Alice
                    look, @alice!                            | xmpp:alice@xmpp.test @alice
                    @Alice Liddell and @Alice                | xmpp:al@xmpp.test @Alice Liddell, xmpp:alice@xmpp.test @Alice
                    @xmpp.alice=40xmpp.test@gw.test look     | xmpp:alice@xmpp.test @xmpp.alice=40xmpp.test@gw.test
                    ask xmpp.alice=40xmpp.test@gw.test       | xmpp:alice@xmpp.test xmpp.alice=40xmpp.test@gw.test
                    @Alicette and bob@Alice and Alice        | ''
                    write to lobby@gw.test or bo@mail.test   | ''
                    """)
    void areFoundInPlainWords(String text, String meant) {
        around.occupants.add(new Participant(Surroundings.alice(), "Alice"));
        around.occupants.add(
                new Participant(
                        Address.person(Surroundings.XMPP, "al@xmpp.test"), "Alice Liddell"));
        Body body = mentions.in(Body.of(text), room);
        assertThat(body.text()).isEqualTo(text);
        assertThat(String.join(", ", found(body.rich()))).isEqualTo(meant);
    }

    @Test
    void aLinkToAGhostIsOne() {
        Inline link =
                new Inline.Link(
                        "mailto:xmpp.alice=40xmpp.test@gw.test?subject=x",
                        List.of(new Inline.Text("Alice")));
        Body body = mentions.in(Body.of("Alice", rich(link)), null);
        assertThat(found(body.rich())).containsExactly("xmpp:alice@xmpp.test Alice");
    }

    @Test
    void whatAnotherLinkShowsIsNone() {
        around.occupants.add(new Participant(Surroundings.alice(), "Alice"));
        Inline words = new Inline.Text("@Alice");
        Inline page = new Inline.Link("https://a.test/", List.of(words));
        Inline mail = new Inline.Link("mailto:bo@mail.test", List.of(new Inline.Text("Bo @Alice")));
        Body body = mentions.in(Body.of("@Alice @Alice", rich(page, mail, words)), room);
        assertThat(found(body.rich())).containsExactly("xmpp:alice@xmpp.test @Alice");
    }

    @Test
    void aMentionGoesOutAsALinkToTheGhost() {
        Inline own = new Inline.Mention("mailto:bo@mail.test", "Bo");
        Inline mention = new Inline.Mention("xmpp:alice@xmpp.test", "Alice");
        Inline unknown = new Inline.Mention("https://elsewhere.test/x", "X");
        RichText out = mentions.out(rich(own, mention, unknown));
        assertThat(HtmlWriter.mail(Objects.requireNonNull(out)))
                .isEqualTo(
                        "<a href=\"mailto:bo@mail.test\">Bo</a>"
                                + "<a href=\"mailto:xmpp.alice=40xmpp.test@gw.test\">Alice</a>X");
    }

    private static RichText rich(Inline... words) {
        return new RichText(List.of(new Block.Paragraph(List.of(words))));
    }

    private static List<String> found(@Nullable RichText rich) {
        return rich == null
                ? List.of()
                : ((Block.Paragraph) rich.blocks().getFirst())
                        .content().stream()
                                .filter(it -> it instanceof Inline.Mention)
                                .map(it -> (Inline.Mention) it)
                                .map(it -> it.uri() + " " + it.text())
                                .toList();
    }
}
