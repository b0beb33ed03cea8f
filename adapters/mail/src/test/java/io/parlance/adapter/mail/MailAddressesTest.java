package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

final class MailAddressesTest {
    private final MailAddresses space = Mails.SPACE;

    @ParameterizedTest
    @CsvSource({
        "alice@Mail.TEST,                mail:alice@mail.test,    alice@mail.test",
        "Alice@mail.test,                mail:Alice@mail.test,    Alice@mail.test",
        "mailto:alice@mail.test?subject=x, mail:alice@mail.test,  alice@mail.test",
        "mailto:a%2Bb@mail.test,         mail:a+b@mail.test,      a+b@mail.test",
        "LOBBY@gw.test,                  mail:lobby@gw.test,      #lobby@gw.test",
        "lobby.dev@GW.test,              mail:lobby.dev@gw.test,  #lobby.dev@gw.test",
        "jörg@bücher.test,               mail:jörg@xn--bcher-kva.test, jörg@xn--bcher-kva.test",
    })
    void spellingsHaveOneForm(String spelling, String address, String portable) {
        Address parsed = space.parse(spelling);
        assertThat(parsed).hasToString(address);
        assertThat(parsed.isRoom()).isEqualTo(portable.startsWith("#"));
        assertThat(space.portable(parsed)).isEqualTo(portable);
        assertThat(space.fromPortable(portable)).isEqualTo(parsed);
    }

    @Test
    void theGatewaysOwnAddressIsItsBot() {
        assertThat(space.ghost(GatewayBot.ADDRESS)).isEqualTo("parlance@gw.test");
        assertThat(space.behind("Parlance@gw.test")).contains(GatewayBot.ADDRESS);
        assertThat(space.behind("parlance@mail.test")).isEmpty();
        assertThatThrownBy(() -> space.parse("parlance@gw.test")).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "@mail.test",
                "alice@",
                "a b@mail.test",
                "a@b@mail.test",
                ".a@mail.test",
                "a..b@mail.test",
                "a.@mail.test",
                "a\r\nBcc: x@mail.test",
                "<a@mail.test>",
                "a@mail..test",
                "xmpp.alice=40xmpp.test@gw.test"
            })
    void otherSpellingsAreRefusedInWords(String spelling) {
        assertThatThrownBy(() -> space.parse(spelling))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is no mail address");
    }

    @ParameterizedTest
    @CsvSource({
        "xmpp,   alice@xmpp.test,        xmpp.alice=40xmpp.test@gw.test",
        "xmpp,   #room@rooms.xmpp.test,  xmpp.=23room=40rooms.xmpp.test@gw.test",
        "matrix, Ada@hs.test:8448,       matrix.=41da=40hs.test=3a8448@gw.test",
        "matrix, .a..b.@hs,              matrix.=2ea.=2eb.=40hs@gw.test",
    })
    void ghostsAreSpelledFromThePortableForm(String network, String portable, String ghost) {
        Address foreign =
                new Surroundings().addresses(new NetworkId(network)).fromPortable(portable);
        assertThat(space.ghost(foreign)).isEqualTo(ghost);
        assertThat(space.behind(ghost)).contains(foreign);
        assertThat(space.behind(space.canonical(ghost.toUpperCase(Locale.ROOT)))).contains(foreign);
    }

    @Property(tries = 500)
    void everyPortableFormComesBackOrIsCut(@ForAll @StringLength(min = 1, max = 60) String text) {
        String portable =
                text.codePoints()
                        .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        if (portable.isEmpty()) {
            return;
        }
        String local = GhostSpelling.encode("xmpp", portable);
        assertThat(local)
                .hasSizeLessThanOrEqualTo(64)
                .matches("[a-z0-9._=-]+")
                .doesNotContain("..");
        assertThat(local).doesNotEndWith(".");
        if (!GhostSpelling.isCut(local)) {
            assertThat(GhostSpelling.decode(local.substring(5))).contains(portable);
        }
    }

    @Test
    void brokenGhostsStandForNobody() {
        assertThat(space.behind("xmpp.a=4@gw.test")).isEmpty();
        assertThat(space.behind("xmpp.a=zz@gw.test")).isEmpty();
        assertThat(space.behind("xmpp.=ff=fe@gw.test")).isEmpty();
        assertThat(space.behind("irc.a@gw.test")).isEmpty();
        assertThat(space.behind("xmpp.a=40x@other.test")).isEmpty();
    }

    @Test
    void uris() {
        assertThat(space.uri(Address.person(Surroundings.MAIL, "a+ö@mail.test")))
                .hasToString("mailto:a+%C3%B6@mail.test");
    }
}
