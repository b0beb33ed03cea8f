package io.parlance.conformance.score.wire;

import io.parlance.conformance.probe.Inbox;
import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.target.Account;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/// A mail program: submits by SMTP, reads its inbox by IMAP.
public final class MailWire implements Wire, Inbox.Reader {
    private final Account account;
    private final Arrivals arrivals = new Arrivals();
    private final Session session;
    private final Inbox inbox;

    /// Logs in.
    public MailWire(Account account) throws MessagingException {
        this.account = account;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", account.host());
        properties.put("mail.smtp.port", String.valueOf(account.port()));
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.allow8bitmime", "true");
        String inboxHost = account.inbox().replaceFirst(":\\d+$", "");
        properties.put("mail.imap.host", inboxHost);
        properties.put("mail.imap.port", String.valueOf(Account.port(account.inbox())));
        String starttls = String.valueOf(account.tls().equals("starttls"));
        properties.put("mail.smtp.starttls.required", starttls);
        properties.put("mail.imap.starttls.required", starttls);
        session = Session.getInstance(properties);
        inbox = new Inbox(session, account.address(), account.password(), this);
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public Bindings names(String place, boolean room) {
        return new Bindings(Map.of("to", place, "me", account.address(), "nick", account.nick()));
    }

    /// A template is a mail; headers that every mail has are added where it has none.
    @Override
    public Sent send(String template, Bindings names) throws Exception {
        String filled = names.expand(template, it -> it);
        int end = filled.startsWith("\n") ? 0 : filled.indexOf("\n\n") + 1;
        String head = "\n" + filled.substring(0, end).toLowerCase(Locale.ROOT);
        String id = "<" + UUID.randomUUID() + "@" + account.domain() + ">";
        StringBuilder mail = new StringBuilder();
        for (String header :
                List.of(
                        "From: " + account.nick() + " <" + account.address() + ">",
                        "To: " + names.value("to"),
                        "Date: "
                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        OffsetDateTime.now(ZoneOffset.UTC)),
                        "Message-ID: " + id,
                        "Subject: chat",
                        "Chat-Version: 1.0",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: 8bit")) {
            String name = header.substring(0, header.indexOf(':') + 1).toLowerCase(Locale.ROOT);
            boolean multipart =
                    name.equals("content-transfer-encoding:") && head.contains("multipart/");
            if (!head.contains("\n" + name) && !multipart) {
                mail.append(header).append('\n');
            }
        }
        String raw = mail.append(filled).toString();
        byte[] bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes));
        long nanos = System.nanoTime();
        // Not send(message): that would give it another Message-ID.
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(account.address(), account.password());
            transport.sendMessage(message, message.getAllRecipients());
        }
        return new Sent(id, raw, nanos);
    }

    @Override
    public String ownRef(Sent sent, boolean room) {
        return sent.id();
    }

    @Override
    public void enter(String room, boolean make) throws Exception {
        send("Subject: join\n\njoin\n", names(room, true));
    }

    @Override
    public void befriend(String ghost) {
        // Who has an address can be written to.
    }

    @Override
    public String host(String name, String type, byte[] content) {
        return "cid:" + name;
    }

    @Override
    public void ended(Exception why) {
        System.err.println("parlance: " + account + " hears nothing more: " + why);
    }

    @Override
    public void take(Message mail) throws MessagingException, IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        mail.writeTo(raw);
        String text = raw.toString(StandardCharsets.UTF_8);
        MimeMessage whole = new MimeMessage(session, new ByteArrayInputStream(raw.toByteArray()));
        Facts facts = MailFacts.of(whole);
        String id = facts.first("header/message-id");
        arrivals.add(
                new Arrival(
                        System.nanoTime(),
                        room(facts),
                        id,
                        id,
                        facts.first("text").strip(),
                        text,
                        facts));
    }

    private @Nullable String room(Facts facts) {
        for (String header : List.of("to", "cc", "list-id", "list-post", "from", "reply-to")) {
            boolean named =
                    facts.all("header/" + header).stream()
                            .anyMatch(value -> value.contains(account.room()));
            if (named && !account.room().isEmpty()) {
                return account.room();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        inbox.close();
    }
}
