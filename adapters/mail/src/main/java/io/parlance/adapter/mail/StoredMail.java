package io.parlance.adapter.mail;

import io.parlance.model.Attachment;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;

import org.eclipse.angus.mail.smtp.SMTPMessage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A mail that waits to be sent. It is stored without its files, which are only noted in its
/// header, and gets them when it goes.
final class StoredMail {
    static final String NOTE = "X-Parlance-Enclose";

    private StoredMail() {}

    /// Notes a file in the header of a mail that will be stored.
    static void note(SMTPMessage message, Attachment file) throws MessagingException {
        message.addHeader(NOTE, note(file));
    }

    /// A note of where a file is, in one word.
    static String note(Attachment file) {
        String fields =
                String.join(
                        "\n",
                        file.name(),
                        file.mediaType(),
                        String.valueOf(file.size()),
                        file.location().toString());
        byte[] raw = fields.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(raw);
    }

    /// The mail as it was stored, and what was noted in it.
    static Noted read(byte[] bytes) throws MessagingException {
        SMTPMessage message = new Kept(new ByteArrayInputStream(bytes));
        String[] notes = message.getHeader(NOTE);
        List<Attachment> files = new ArrayList<>();
        for (String note : notes == null ? new String[0] : notes) {
            files.add(file(note));
        }
        message.removeHeader(NOTE);
        return new Noted(message, List.copyOf(files));
    }

    /// The file that a note is of.
    static Attachment file(String note) throws MessagingException {
        try {
            byte[] raw = Base64.getDecoder().decode(note.strip());
            String[] fields = new String(raw, StandardCharsets.UTF_8).split("\n", 4);
            return new Attachment(
                    fields[0], fields[1], Long.parseLong(fields[2]), URI.create(fields[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new MessagingException("a note of a file is broken", e);
        }
    }

    /// A mail without its files.
    ///
    /// @param files where they are
    record Noted(SMTPMessage message, List<Attachment> files) {
        /// Puts the files in; those that cannot be had, as links.
        void enclose(Enclosing.Opened opened) throws MessagingException {
            MimeMultipart words = new MimeMultipart(message.getDataHandler().getDataSource());
            message.setContent(MailWriter.mixed(words, opened));
            message.saveChanges();
        }
    }

    /// A message that stays what it is when it is saved.
    private static final class Kept extends SMTPMessage {
        Kept(InputStream in) throws MessagingException {
            super(Sessions.PURE, in);
        }

        @Override
        protected void updateMessageID() {
            // The stored mail has its own.
        }
    }
}
