package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.CaseFiles;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.cases.Judge;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class CaseFilesTest {
    @Test
    void everyCaseReadsAndSaysWhereItsFormsAreDefined() throws Exception {
        Map<String, Case> cases = CaseFiles.all();
        assertThat(cases).containsKeys("text", "edit", "react", "file", "typing", "presence");
        for (Case each : cases.values()) {
            Set<String> networks = Set.of("xmpp", "matrix", "mqtt", "mail");
            assertThat(networks).as(each.id()).containsAll(each.send().keySet());
            assertThat(networks).as(each.id()).containsAll(each.proof().keySet());
            for (String network : networks) {
                // What a network cannot say is a claim, and has its reason beside it.
                boolean silent =
                        !each.send().containsKey(network)
                                || (each.signal() && !each.proof().containsKey(network));
                assertThat(!each.where().isEmpty() && silent)
                        .as(each.id() + " on " + network)
                        .isEqualTo(each.none().containsKey(network));
            }
            if (!each.where().isEmpty()) {
                assertThat(each.spec()).as(each.id()).containsOnlyKeys(networks);
            }
        }
    }

    /// Judging nothing of interest by every pattern shows that all of them compile.
    @Test
    void everyPatternIsARegularExpression() throws Exception {
        for (Case each : CaseFiles.all().values()) {
            for (String network : each.proof().keySet()) {
                Map<String, String> names = new HashMap<>();
                Matcher used = Pattern.compile("\\{([a-z]+\\.[a-z]+)}").matcher(each.toString());
                while (used.find()) {
                    names.put(used.group(1), "(");
                }
                names.putAll(Map.of("token", "zzz", "text", "[", "peer", "*", "nick", ")"));
                names.putAll(Map.of("me", "+", "third", "?"));
                Facts.Builder facts = new Facts.Builder();
                each.proof()
                        .get(network)
                        .forEach(form -> form.wanted().keySet().forEach(k -> facts.add(k, "?")));
                Arrival odd = new Arrival(0, null, "1", "1", "nothing", "nothing", facts.build());
                assertThat(Judge.of(each, network, new Bindings(names), List.of(odd), "").verdict())
                        .as(each.id() + " on " + network)
                        .isIn(Verdict.LOST, Verdict.NATIVE);
            }
        }
    }

    @Test
    void anUnknownKeyIsAFaultWithAdvice() {
        assertThatThrownBy(() -> Case.read(StrictMap.of("x.yaml", Map.of("id", "x", "titel", "X"))))
                .isInstanceOf(StrictMap.Fault.class)
                .hasMessageContaining("x.yaml")
                .hasMessageContaining("title");
        Map<String, Object> whole =
                Map.of("id", "x", "title", "X", "where", "room", "fallbak", "f");
        assertThatThrownBy(() -> Case.read(StrictMap.of("x.yaml", whole)))
                .hasMessageContaining("did you mean 'fallback'?");
    }

    @Test
    void aTemplateIsFilledOnceAndEscaped() {
        Bindings names = new Bindings(Map.of("text", "{id} <&>", "id", "7", "first.id", "$1"));
        assertThat(names.expand("{text}{first.id}{unknown}", it -> it.replace("<", "&lt;")))
                .isEqualTo("{id} &lt;&>$1{unknown}");
        assertThat(names.lacks("{\"id\": \"{id}\"}")).isFalse();
        assertThat(names.lacks("{second.id}")).isTrue();
    }
}
