package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.wire.Reread;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

/// A recorded wire shows what it showed when it came.
class RereadTest {
    @Test
    void aStanza() throws IOException {
        Facts facts =
                again(
                        "<message xmlns='jabber:client' from='r@h/nick' type='groupchat'>"
                                + "<body>hello</body>"
                                + "<replace xmlns='urn:xmpp:message-correct:0' id='1'/></message>",
                        "hello");
        assertThat(facts.first("kind")).isEqualTo("message");
        assertThat(facts.first("from")).isEqualTo("r@h/nick");
        assertThat(facts.first("replace{urn:xmpp:message-correct:0}@id")).isEqualTo("1");
    }

    @Test
    void anEvent() throws IOException {
        Facts facts =
                again(
                        "{\"type\":\"m.room.message\",\"sender\":\"@a:h\","
                                + "\"content\":{\"body\":\"hello\"}}",
                        "hello");
        assertThat(facts.first("kind")).isEqualTo("m.room.message");
        assertThat(facts.first("from")).isEqualTo("@a:h");
    }

    @Test
    void aPublication() throws IOException {
        Facts facts =
                again(
                        "PUBLISH im/v1/mqtt.test/user/a%2Fb/evt\n"
                            + "{\"type\":\"message\",\"text\":\"hello\",\"from\":{\"id\":\"a\"}}",
                        "hello");
        assertThat(facts.first("topic")).isEqualTo("user/a%2Fb/evt");
        assertThat(facts.first("from")).isEqualTo("a");
    }

    @Test
    void aMail() throws IOException {
        Facts facts =
                again(
                        """
                        From: Alice <alice@h>
                        Subject: =?utf-8?q?caf=C3=A9?=
                        Content-Type: text/plain

                        hello
                        """,
                        "hello");
        assertThat(facts.first("header/subject")).isEqualTo("café");
        assertThat(facts.first("from")).isEqualTo("alice@h");
    }

    @Test
    void whatTheClientSaidItselfHasNoText() throws IOException {
        Arrival own = arrival("{\"content\":{\"body\":\"mine\"}}", "");
        assertThat(Reread.again(own).text()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaid() {
        for (String raw : new String[] {"<message", "{\"content\":"}) {
            assertThatThrownBy(() -> Reread.again(arrival(raw, "")))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Facts again(String raw, String text) throws IOException {
        Arrival read = Reread.again(arrival(raw, "something else"));
        assertThat(read.text()).isEqualTo(text);
        return read.facts();
    }

    private static Arrival arrival(String raw, String text) {
        return new Arrival(1, null, "id", "id", text, raw, new Facts(Map.of()));
    }
}
