package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.RichText;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Objects;

/// Formatting in the contents of events.
final class MatrixHtmlTest {
    private static final Envelope ENVELOPE =
            Envelope.of(
                    Participant.of(Address.person(Surroundings.XMPP, "romeo@xmpp.test")),
                    new Conversation.Everyone(),
                    null,
                    Instant.EPOCH,
                    new Event.Typing(true));

    private static RichText rich(String html) {
        return Objects.requireNonNull(MatrixHtml.read(html));
    }

    private static ObjectNode written(String text, RichText rich) {
        return MatrixCodec.content(ENVELOPE, text, rich, Event.Style.CHAT);
    }

    @Test
    void htmlOfTheKnownFormatIsRead() {
        ObjectNode content =
                Json.object()
                        .put("body", "x")
                        .put("format", "org.matrix.custom.html")
                        .put("formatted_body", "<b>x</b>");
        assertThat(MatrixHtml.of(content)).isEqualTo("<b>x</b>");
        assertThat(MatrixHtml.of(content.put("format", "org.example.other"))).isNull();
        assertThat(MatrixHtml.read("no <font color='red'>marks</font>")).isNull();
    }

    @Test
    void formattingIsWrittenOnlyIfThereIsAny() {
        ObjectNode content = written("a b", rich("a <b onclick='x'>b</b>"));
        assertThat(content.path("format").asText()).isEqualTo("org.matrix.custom.html");
        assertThat(content.path("formatted_body").asText()).isEqualTo("a <strong>b</strong>");
        ObjectNode plain = MatrixCodec.content(ENVELOPE, "a b", null, Event.Style.CHAT);
        assertThat(plain.has("format")).isFalse();
        assertThat(plain.has("formatted_body")).isFalse();
    }

    @Test
    void formattingThatDoesNotFitIsLeftOut() {
        ObjectNode content = written("a".repeat(40_000), rich("<b>" + "a".repeat(40_000) + "</b>"));
        assertThat(content.has("formatted_body")).isFalse();
        assertThat(content.path("body").asText()).hasSize(40_000);
    }

    @Test
    void anEditCarriesFormattingTwice() {
        ObjectNode content =
                MatrixCodec.replacement(
                        ENVELOPE,
                        "now",
                        rich("<i>now</i>"),
                        new NativeId(Surroundings.MATRIX, "$1"),
                        Mentions.Told.NOBODY);
        assertThat(content.path("formatted_body").asText()).isEqualTo("* <em>now</em>");
        assertThat(content.path("m.new_content").path("formatted_body").asText())
                .isEqualTo("<em>now</em>");
    }
}
