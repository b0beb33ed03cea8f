package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.CaseFiles;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.cases.Judge;
import io.parlance.conformance.score.cases.Judgement;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class JudgeTest {
    private static final Case EDIT =
            read(
                    """
                    id: edit
                    title: Edit
                    where: [direct, room]
                    text: "better {token}"
                    send: {here: "x"}
                    native:
                      there:
                        - {replaces: "{first.id}", text: "{text}"}
                        - {old/way: "~^{first.id}#", gone: "!"}
                    fallback: "✏.*{text}"
                    """);
    private static final Case TYPING =
            read(
                    """
                    id: typing
                    title: Typing
                    where: direct
                    signal: true
                    send: {here: "x"}
                    native: {there: {typing: "*"}}
                    """);
    private static final Bindings NAMES =
            new Bindings(
                    Map.of(
                            "first.id",
                            "a.b*",
                            "token",
                            "t1",
                            "text",
                            "better t1",
                            "peer",
                            "ghost@here"));

    private static Case read(String yaml) {
        return Case.read(StrictMap.of("test", CaseFiles.yaml("test", yaml)));
    }

    private static Arrival arrival(
            String id, @Nullable String room, String text, String... namesAndValues) {
        Facts.Builder facts = new Facts.Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        Facts built = facts.build();
        return new Arrival(0, room, id, id, text, "raw of " + text, built);
    }

    private static Judgement judge(Case it, Arrival... arrivals) {
        return Judge.of(it, "there", NAMES, List.of(arrivals), "");
    }

    @Test
    void theNativeFormIsNative() {
        Arrival edit = arrival("1", null, "", "replaces", "a.b*", "text", " better t1\r\n");
        assertThat(judge(EDIT, edit).verdict()).isEqualTo(Verdict.NATIVE);
        assertThat(judge(EDIT, edit).proof()).isSameAs(edit);
    }

    @Test
    void anyOfSeveralFormsWillDo() {
        assertThat(judge(EDIT, arrival("1", null, "", "old/way", "a.b*#7")).verdict())
                .isEqualTo(Verdict.NATIVE);
    }

    @Test
    void namesInRegularExpressionsStandForThemselves() {
        assertThat(judge(EDIT, arrival("1", null, "", "old/way", "aXbb#7")).verdict())
                .isEqualTo(Verdict.LOST);
    }

    @Test
    void absenceIsAFact() {
        assertThat(judge(EDIT, arrival("1", null, "", "old/way", "a.b*#7", "gone", "x")).verdict())
                .isEqualTo(Verdict.LOST);
    }

    @Test
    void readableTextIsAFallbackAndIsQuoted() {
        Judgement seen = judge(EDIT, arrival("1", null, "✏️ better t1"));
        assertThat(seen.verdict()).isEqualTo(Verdict.FALLBACK);
        assertThat(seen.quote()).isEqualTo("✏️ better t1");
    }

    @Test
    void theSameTextAsAnotherMessageIsWrong() {
        assertThat(judge(EDIT, arrival("1", null, "better t1")).verdict()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void nothingIsLost() {
        assertThat(judge(EDIT).verdict()).isEqualTo(Verdict.LOST);
        assertThat(judge(EDIT, arrival("1", null, "something else")).verdict())
                .isEqualTo(Verdict.LOST);
    }

    @Test
    void twiceIsWrongUnlessItIsTheSameMessageAgain() {
        Arrival one = arrival("1", null, "", "replaces", "a.b*", "text", "better t1");
        Arrival two = arrival("2", null, "", "replaces", "a.b*", "text", "better t1");
        assertThat(judge(EDIT, one, two).verdict()).isEqualTo(Verdict.WRONG);
        assertThat(judge(EDIT, one, one).verdict()).isEqualTo(Verdict.NATIVE);
    }

    @Test
    void aSignalMayRepeat() {
        assertThat(
                        judge(
                                        TYPING,
                                        arrival("1", null, "", "typing", "x"),
                                        arrival("2", null, "", "typing", "x"))
                                .verdict())
                .isEqualTo(Verdict.NATIVE);
    }

    @Test
    void inARoomInsteadOfDirectlyIsWrong() {
        Judgement seen = judge(EDIT, arrival("1", "lobby", "✏️ better t1"));
        assertThat(seen.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(seen.quote()).contains("lobby");
    }

    @Test
    void fromSomebodyElseIsWrong() {
        assertThat(judge(EDIT, arrival("1", null, "✏️ better t1", "from", "bot@here")).verdict())
                .isEqualTo(Verdict.WRONG);
        assertThat(judge(EDIT, arrival("1", null, "✏️ better t1", "from", "Ghost@here")).verdict())
                .isEqualTo(Verdict.FALLBACK);
    }

    @Test
    void theRoomMustBeTheRightOne() {
        Arrival here = arrival("1", "lobby", "✏️ better t1");
        assertThat(Judge.of(EDIT, "there", NAMES, List.of(here), "lobby").verdict())
                .isEqualTo(Verdict.FALLBACK);
        assertThat(Judge.of(EDIT, "there", NAMES, List.of(here), "cellar").verdict())
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void whatNamesSomethingUnknownProvesNothing() {
        Bindings fewer = new Bindings(Map.of("token", "t1", "text", "better t1"));
        Arrival edit = arrival("1", null, "", "replaces", "{first.id}", "old/way", "{first.id}#");
        assertThat(Judge.of(EDIT, "there", fewer, List.of(edit), "").verdict())
                .isEqualTo(Verdict.LOST);
    }

    @Test
    void whatANetworkCannotSayIsNotApplicable() {
        assertThat(EDIT.notApplicable("elsewhere", "there")).contains("elsewhere");
        assertThat(EDIT.notApplicable("here", "elsewhere")).isEmpty();
        assertThat(TYPING.notApplicable("here", "elsewhere")).contains("elsewhere");
        assertThat(TYPING.notApplicable("here", "there")).isEmpty();
    }

    @Test
    void onlyWhatIsWorseIsWorse() {
        assertThat(Verdict.FALLBACK.worseThan(Verdict.NATIVE)).isTrue();
        assertThat(Verdict.LOST.worseThan(Verdict.NOT_APPLICABLE)).isTrue();
        assertThat(Verdict.NOT_APPLICABLE.worseThan(Verdict.NATIVE)).isTrue();
        assertThat(Verdict.LOST.worseThan(Verdict.WRONG)).isFalse();
        for (Verdict each : Verdict.values()) {
            assertThat(each.worseThan(each)).as(each.name()).isFalse();
            assertThat(Verdict.NATIVE.worseThan(each)).isFalse();
        }
    }
}
