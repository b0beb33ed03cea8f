package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Facts;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.w3c.dom.Element;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a recorded arrival anew from its wire, by what reads it from a server.
public final class Reread {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUBLISH = "PUBLISH ";

    private Reread() {}

    /// The same arrival, with the facts and the text that its wire shows today. Where and as what
    /// it came is kept: that depended on the client.
    ///
    /// @throws IOException if its wire cannot be read
    public static Arrival again(Arrival kept) throws IOException {
        String raw = kept.raw();
        if (raw.startsWith("<")) {
            Facts facts = XmppFacts.of(stanza(raw));
            return again(kept, facts, facts.first("body"));
        }
        if (raw.startsWith("{")) {
            Facts facts = MatrixFacts.of(JSON.readTree(raw));
            return again(kept, facts, facts.first("content/body"));
        }
        if (raw.startsWith(PUBLISH)) {
            Facts facts = publication(raw);
            return again(kept, facts, facts.first("text"));
        }
        Facts facts = mail(raw);
        return again(kept, facts, facts.first("text").strip());
    }

    /// What the client said itself has no text for it.
    private static Arrival again(Arrival kept, Facts facts, String text) {
        return new Arrival(
                kept.nanos(),
                kept.room(),
                kept.id(),
                kept.ref(),
                kept.text().isEmpty() ? "" : text,
                kept.raw(),
                facts);
    }

    private static Element stanza(String raw) throws IOException {
        Element stanza = new StanzaReader(bytes("<stream>" + raw)).next();
        if (stanza == null) {
            throw new IOException("This is no stanza: " + raw);
        }
        return stanza;
    }

    /// `im/v1/REALM/` and the path, and below it the payload.
    private static Facts publication(String raw) throws IOException {
        int end = raw.indexOf('\n');
        String path = raw.substring(PUBLISH.length(), end).split("/", 4)[3];
        return MqttFacts.of(path, MqttFacts.members(raw.substring(end + 1)));
    }

    private static Facts mail(String raw) throws IOException {
        try {
            return MailFacts.of(new MimeMessage(null, bytes(raw)));
        } catch (MessagingException e) {
            throw new IOException("This is no mail: " + raw, e);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
