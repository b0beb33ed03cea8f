package io.parlance.adapter.mail;

import io.parlance.text.HtmlBulk;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds the text and the files of a mail (RFC 2045, 2046, 2183): of alternatives the plain one, of
/// what is mixed everything. Bounded in depth and number of parts; what is deeper is named in the
/// text, not dropped without a word. One walk per mail.
final class MimeWalk {
    private static final int DEPTH = 20;
    private static final int PARTS = 200;
    private static final int TEXT_BYTES = 1024 * 1024;

    /// RFC 2046 §5.1.1 allows 70. What the parser does to find one grows by the square of it.
    private static final int SEPARATOR = 1000;

    private final HtmlBulk bulk = new HtmlBulk();
    private int parts;

    /// The contents of the mail `root`.
    static Contents of(MimePart root) throws MessagingException, IOException {
        return new MimeWalk().walk(root, 0);
    }

    private Contents walk(MimePart part, int depth) throws MessagingException, IOException {
        if (++parts > PARTS || depth > DEPTH) {
            boolean first = parts <= PARTS + 1;
            return first
                    ? new Contents("[more parts than can be read]", false, null, List.of())
                    : Contents.NOTHING;
        }
        String type = type(part);
        if (type.startsWith("multipart/")) {
            List<MimePart> children = children(part);
            return children.isEmpty()
                    ? text(part, type, false)
                    : multipart(type, children, depth + 1);
        }
        String disposition = disposition(part);
        boolean attached = "attachment".equalsIgnoreCase(disposition);
        if ("reaction".equalsIgnoreCase(disposition) && type.equals("text/plain")) {
            return reaction(part, type);
        }
        if (!attached && (type.equals("text/plain") || type.equals("text/html"))) {
            return text(part, type, type.equals("text/html"));
        }
        return signature(type) ? Contents.NOTHING : file(part, type);
    }

    private Contents multipart(String type, List<MimePart> children, int depth)
            throws MessagingException, IOException {
        Contents all = Contents.NOTHING;
        for (MimePart child : children) {
            Contents next = walk(child, depth);
            if (!type.equals("multipart/alternative")) {
                all = all.and(next);
            } else {
                boolean better = all.text().isBlank() || (all.fromHtml() && plain(next));
                all = better ? next.ratherThan(all) : all.ratherThan(next);
            }
        }
        return all;
    }

    private static boolean plain(Contents contents) {
        return !contents.fromHtml() && !contents.text().isBlank();
    }

    private Contents reaction(MimePart part, String type) throws MessagingException, IOException {
        Contents words = text(part, type, false);
        List<String> emoji = words.files().isEmpty() ? Emoji.read(words.text()) : null;
        return emoji == null ? words : Contents.reaction(emoji);
    }

    private Contents text(MimePart part, String type, boolean html)
            throws MessagingException, IOException {
        if (Transfer.size(part) > TEXT_BYTES) {
            return file(part, type);
        }
        byte[] bytes = Transfer.decoded(part);
        ContentType content = contentType(part);
        String text = Charsets.text(bytes, content.getParameter("charset"));
        if (html) {
            return new Contents(Html.text(text, bulk), true, text, List.of());
        }
        boolean flowed = "flowed".equalsIgnoreCase(content.getParameter("format"));
        boolean delSp = "yes".equalsIgnoreCase(content.getParameter("delsp"));
        return new Contents(flowed ? Flowed.unfold(text, delSp) : text, false, null, List.of());
    }

    /// A file stays encoded until somebody reads it.
    private static Contents file(MimePart part, String type)
            throws MessagingException, IOException {
        FilePart file =
                new FilePart(name(part, type), type, Transfer.size(part), () -> content(part));
        return new Contents("", false, null, List.of(file));
    }

    private static InputStream content(MimePart part) throws IOException {
        try {
            return Transfer.stream(part);
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The parts of a multipart; empty if it is none in truth.
    static List<MimePart> children(MimePart part) {
        List<MimePart> children = new ArrayList<>();
        String separator = contentType(part).getParameter("boundary");
        if (separator != null && separator.length() > SEPARATOR) {
            return children;
        }
        try {
            MimeMultipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < multipart.getCount() && i <= PARTS; i++) {
                BodyPart child = multipart.getBodyPart(i);
                if (child instanceof MimePart mime) {
                    children.add(mime);
                }
            }
        } catch (MessagingException _) {
            // No separator, or none was named: whoever wrote it meant one text.
            return List.of();
        }
        return children;
    }

    /// The media type in lower case, without parameters.
    static String type(MimePart part) {
        ContentType type = contentType(part);
        return (type.getPrimaryType() + "/" + type.getSubType()).toLowerCase(Locale.ROOT);
    }

    static ContentType contentType(MimePart part) {
        try {
            String[] header = part.getHeader("Content-Type");
            if (header != null && !header[0].isBlank()) {
                return new ContentType(header[0]);
            }
        } catch (MessagingException _) {
            // RFC 2045 §5.2: what cannot be read is plain text, like what is missing.
        }
        return new ContentType("text", "plain", null);
    }

    private static String disposition(MimePart part) {
        try {
            String disposition = part.getDisposition();
            return disposition == null ? "" : disposition;
        } catch (MessagingException _) {
            return "";
        }
    }

    /// A detached signature says nothing to a reader.
    private static boolean signature(String type) {
        return type.equals("application/pgp-signature")
                || type.equals("application/pkcs7-signature")
                || type.equals("application/x-pkcs7-signature");
    }

    private static String name(MimePart part, String type) {
        String name = null;
        try {
            name = part.getFileName();
        } catch (MessagingException _) {
            // A broken name is no name.
        }
        String shown = name == null ? "" : HeaderText.oneLine(HeaderText.decode(name), 200);
        if (!shown.isBlank()) {
            return shown;
        }
        String subtype = type.substring(type.indexOf('/') + 1);
        return switch (type) {
            case "message/rfc822" -> "mail.eml";
            case "text/plain" -> "text.txt";
            case "text/calendar" -> "event.ics";
            default -> subtype.matches("[a-z0-9]{1,5}") ? "file." + subtype : "file";
        };
    }
}
