package io.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.InvalidValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

final class CommandLineTest {
    private static final CommandLine LINES = new CommandLine("!parlance");

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("help", new Command.Help(null)),
                Arguments.of("", new Command.Help(null)),
                Arguments.of("!parlance", new Command.Help(null)),
                Arguments.of("  HELP  Link ", new Command.Help(Verb.LINK)),
                Arguments.of("/who", new Command.Who(null)),
                Arguments.of("!who xmpp:a@rooms.b", new Command.Who("xmpp:a@rooms.b")),
                Arguments.of("!parlance: whoami", new Command.WhoAmI()),
                Arguments.of("loss", new Command.Loss(List.of())),
                Arguments.of("loss a:#b c:d", new Command.Loss(List.of("a:#b", "c:d"))),
                Arguments.of(
                        "link \"mqtt:#two words\" matrix:#a:b",
                        new Command.Link(List.of("mqtt:#two words", "matrix:#a:b"))),
                Arguments.of("link “mqtt:#x y” ", new Command.Link(List.of("mqtt:#x y"))),
                Arguments.of("link 'a:it''", null),
                Arguments.of(
                        "link \"a:say \\\"hi\\\"\"", new Command.Link(List.of("a:say \"hi\""))),
                Arguments.of("accept k3f7xz", new Command.Accept("K3F7XZ")),
                Arguments.of("decline K3F7XZ", new Command.Decline("K3F7XZ")),
                Arguments.of("unlink", new Command.Unlink(null)),
                Arguments.of("where $abc:hs", new Command.Where("$abc:hs")),
                Arguments.of("where", new Command.Where(null)),
                Arguments.of("identify", new Command.Identify(null, false)),
                Arguments.of("identify abc", new Command.Identify("ABC", false)),
                Arguments.of("identify abc yes", new Command.Identify("ABC", true)),
                Arguments.of("> what he said\n> more\n\nwho", new Command.Who(null)),
                Arguments.of("A question\nhelp\n-- \nMe", new Command.Help(null)));
    }

    @ParameterizedTest
    @MethodSource("written")
    void readsWhatIsWrittenToTheBot(String text, @Nullable Command expected) {
        if (expected == null) {
            assertThatThrownBy(() -> LINES.direct(text)).isInstanceOf(InvalidValue.class);
        } else {
            assertThat(LINES.direct(text)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hlep | did you mean help?",
                "lnk a:b | did you mean link?",
                "make me a sandwich | I know help, who, loss, link",
                "link | Write: link ROOM [ROOM …]",
                "accept | Write: accept CODE",
                "accept a b | Write: accept CODE",
                "who a b | Write: who [ROOM]",
                "whoami now | Write: whoami",
                "identify a no | Write: identify [CODE]",
                "help nothing | I know help",
                "link \"a:b | is not closed",
            })
    void aMistakeIsAnsweredWithAdvice(String text, String advice) {
        assertThatThrownBy(() -> LINES.direct(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!parlance who", "!PARLANCE who", "  !parlance, who", "!parlance: who"})
    void inARoomThePrefixMakesACommand(String text) {
        assertThat(LINES.isFor(text)).isTrue();
        assertThat(LINES.inRoom(text)).isEqualTo(new Command.Who(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"who", "!parlances who", "see !parlance who", "", "!parl"})
    void whatHasNoPrefixInARoomIsTalk(String text) {
        assertThat(LINES.isFor(text)).isFalse();
    }

    @Test
    void anAnswerInARoomMayQuoteBeforeTheCommand() {
        assertThat(LINES.inRoom("> hello\n!parlance where")).isEqualTo(new Command.Where(null));
    }

    @Test
    void hostileTextIsAMistakeLikeAnyOther() {
        String text = "\"".repeat(50_000) + "\\".repeat(50_000);
        assertThatThrownBy(() -> LINES.direct(text))
                .isInstanceOf(InvalidValue.class)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(500));
    }
}
