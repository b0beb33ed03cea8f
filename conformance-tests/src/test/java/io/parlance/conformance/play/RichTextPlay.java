package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.conformance.probe.GhostSpelling;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.Objects;

/// What people emphasise is emphasised on the other side, in that network's own way.
@ExtendWith(OnStage.class)
class RichTextPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void htmlOfMatrixIsStyledOnXmpp(Stage stage) throws Exception {
        assertThat(
                        fromMatrix(stage, stage.romeo, "this is **the end**, <my> friend one two")
                                .text())
                .isEqualTo("this is *the end*, <my> friend\n\n- one\n- two");
    }

    @Test
    void htmlOfMatrixIsPlainTextInTheMail(Stage stage) throws Exception {
        assertThat(fromMatrix(stage, stage.friar, "to the **friar**").text())
                .isEqualTo("to the **friar**");
    }

    private static Seen fromMatrix(Stage stage, Probe reader, String body) throws Exception {
        String ghost = GhostSpelling.of(reader.network(), reader.address(), "matrix");
        String room = stage.juliet.directRoom(ghost);
        if (room == null) {
            stage.juliet.tell(ghost, "first " + body);
            reader.sightings().await("the first word", s -> s.says("first " + body), PATIENCE);
            room = Objects.requireNonNull(stage.juliet.directRoom(ghost));
        }
        ObjectNode content =
                new ObjectMapper()
                        .createObjectNode()
                        .put("msgtype", "m.text")
                        .put("body", body)
                        .put("format", "org.matrix.custom.html")
                        .put(
                                "formatted_body",
                                "<p>this is <b onclick=\"alert(1)\">the end</b>, &lt;my&gt;"
                                        + " friend<script>alert(1)</script></p>"
                                        + "<ul><li>one</li><li>two</li></ul>");
        stage.juliet.send(room, "m.room.message", content);
        return reader.sightings()
                .await("the list", s -> s.text().startsWith("this is") || s.says(body), PATIENCE);
    }

    @Test
    void stylingOfXmppIsHtmlOnMatrix(Stage stage) throws Exception {
        String text = "> a quotation\nand *strong*, _stressed_ <words>";
        JsonNode content = toMatrix(stage, stage.romeo, text);
        assertThat(content.path("format").asText()).isEqualTo("org.matrix.custom.html");
        assertThat(content.path("formatted_body").asText())
                .isEqualTo(
                        "<blockquote>a quotation</blockquote><p>and <strong>strong</strong>,"
                                + " <em>stressed</em> &lt;words&gt;</p>");
    }

    @Test
    void whatIsNotStyledHasNoHtml(Stage stage) throws Exception {
        JsonNode content = toMatrix(stage, stage.romeo, "2 * 3 * 4 and snake_case_words");
        assertThat(content.has("formatted_body")).isFalse();
    }

    private static JsonNode toMatrix(Stage stage, Probe writer, String text) throws Exception {
        writer.tell(GhostSpelling.of("matrix", stage.juliet.address(), writer.network()), text);
        return seen(stage, writer, text);
    }

    private static JsonNode seen(Stage stage, Probe writer, String text) throws Exception {
        Seen seen = stage.juliet.sightings().await("the text", s -> s.says(text), PATIENCE);
        String ghost = GhostSpelling.of(writer.network(), writer.address(), "matrix");
        assertThat(seen.from()).isEqualTo(ghost);
        String room = Objects.requireNonNull(stage.juliet.directRoom(ghost));
        return stage.juliet.content(room, seen.id());
    }

    @Test
    void commonMarkOfMqttIsHtmlOnMatrix(Stage stage) throws Exception {
        String ghost = GhostSpelling.of("matrix", stage.juliet.address(), "mqtt");
        String markdown = "press the **red** button at [noon](https://x.test/noon)";
        String json = new ObjectMapper().createObjectNode().put("markdown", markdown).toString();
        stage.keeper.publish("user/" + ghost + "/cmd/alice", json, 1, false);
        JsonNode content =
                seen(stage, stage.keeper, "press the red button at noon (https://x.test/noon)");
        assertThat(content.path("formatted_body").asText())
                .isEqualTo(
                        "press the <strong>red</strong> button at <a"
                                + " href=\"https://x.test/noon\">noon</a>");
    }

    @Test
    void htmlOfMailIsHtmlOnMatrix(Stage stage) throws Exception {
        MimeMessage mail = new MimeMessage(stage.friar.session());
        mail.setFrom(new InternetAddress(stage.friar.address(), "Friar Laurence"));
        String ghost = GhostSpelling.of("matrix", stage.juliet.address(), "mail");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(ghost));
        mail.setHeader("Chat-Version", "1.0");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("Take this *vial*", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(
                "<p style=\"x\">Take this <b>vial</b></p><script>x()</script>", "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", plain, html));
        stage.friar.submit(mail);
        assertThat(seen(stage, stage.friar, "Take this *vial*").path("formatted_body").asText())
                .isEqualTo("Take this <strong>vial</strong>");
    }
}
