package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.conformance.score.cases.Facts;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.parsers.DocumentBuilderFactory;

class FactsTest {
    private static Facts xml(String text) throws Exception {
        Element root =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement();
        return new Facts.Builder().xml(root).build();
    }

    @Test
    void xmlNamesANamespaceWhereItChanges() throws Exception {
        Facts facts =
                xml(
                        "<message xmlns='jabber:client' id='1'><body>hi &amp; ho</body><reactions"
                            + " xmlns='urn:xmpp:reactions:0' id='2'>"
                            + "<reaction>a</reaction><reaction>b</reaction></reactions></message>");
        assertThat(facts.first("@id")).isEqualTo("1");
        assertThat(facts.first("body")).isEqualTo("hi & ho");
        assertThat(facts.first("reactions{urn:xmpp:reactions:0}@id")).isEqualTo("2");
        assertThat(facts.all("reactions{urn:xmpp:reactions:0}/reaction")).containsExactly("a", "b");
    }

    @Test
    void jsonIsPathsAndArraysAreStars() throws Exception {
        Facts facts =
                new Facts.Builder()
                        .json(
                                "",
                                new ObjectMapper()
                                        .readTree(
                                                """
                                                {"content": {"m.relates_to": {"rel_type": "m.replace"}},
                                                 "emoji": ["a", "b"], "none": [], "on": true}
                                                """))
                        .build();
        assertThat(facts.first("content/m.relates_to/rel_type")).isEqualTo("m.replace");
        assertThat(facts.all("emoji/*")).containsExactly("a", "b");
        assertThat(facts.first("none")).isEqualTo("[]");
        assertThat(facts.first("on")).isEqualTo("true");
        assertThat(facts.all("absent")).isEmpty();
    }
}
