package io.parlance.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What kind of file the first bytes tell, by a small table. Pure.
public final class MediaType {
    /// What is said of a file of which nothing is known.
    public static final String UNKNOWN = "application/octet-stream";

    /// How many bytes are looked at.
    public static final int HEAD = 512;

    /// What a browser may show without a stranger's script running.
    private static final Set<String> SHOWABLE =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "image/avif",
                    "audio/mpeg",
                    "audio/ogg",
                    "audio/wav",
                    "audio/mp4",
                    "video/mp4",
                    "video/ogg",
                    "video/webm");

    private static final Pattern FORM =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    private static final Pattern MARKUP =
            Pattern.compile(
                    "\\s*(<!--.*|<!doctype\\s.*|<(html|head|body|script|iframe|svg|style|title|meta|link|table|div|h1|a|p|br)[\\s>/].*|<\\?xml.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private MediaType() {}

    private record Sign(int at, String bytes, String type) {}

    private static final List<Sign> SIGNS =
            List.of(
                    new Sign(0, "\u0089PNG\r\n\u001a\n", "image/png"),
                    new Sign(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
                    new Sign(0, "GIF87a", "image/gif"),
                    new Sign(0, "GIF89a", "image/gif"),
                    new Sign(8, "WEBP", "image/webp"),
                    new Sign(8, "WAVE", "audio/wav"),
                    new Sign(0, "%PDF-", "application/pdf"),
                    new Sign(0, "PK\u0003\u0004", "application/zip"),
                    new Sign(0, "ID3", "audio/mpeg"),
                    new Sign(0, "\u00ff\u00fb", "audio/mpeg"),
                    new Sign(0, "\u00ff\u00f3", "audio/mpeg"),
                    new Sign(0, "\u00ff\u00f2", "audio/mpeg"));

    /// The media type of a file that was said to be `declared` and begins with `head`. The bytes
    /// are believed where nothing was said, where pictures and recordings turn out to be something
    /// else, and where a page was announced; a page is never taken for anything harmless.
    public static String of(String declared, byte[] head) {
        String said = normal(declared);
        String seen = sniff(head);
        if (seen.equals(UNKNOWN)) {
            return isMarkup(head) && !said.startsWith("text/") ? markup(said, head) : said;
        }
        boolean believed =
                said.equals(UNKNOWN)
                        || said.equals("text/html")
                        || said.endsWith("+xml")
                        || (isShown(said) && !family(said).equals(family(seen)));
        return believed ? seen : said;
    }

    /// What the first bytes tell; [#UNKNOWN] if they tell nothing.
    public static String sniff(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("ftyp", 4)) {
            return isoMedia(start.substring(8, Math.min(start.length(), 12)));
        }
        if (start.startsWith("OggS")) {
            return ogg(start);
        }
        if (start.startsWith("\u001aE\u00df\u00a3")) {
            return start.contains("webm") ? "video/webm" : "video/x-matroska";
        }
        return SIGNS.stream()
                .filter(sign -> start.startsWith(sign.bytes(), sign.at()))
                .filter(sign -> sign.at() == 0 || start.startsWith("RIFF"))
                .map(Sign::type)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// Whether a browser may show it, rather than save it.
    public static boolean isShowable(String type) {
        return SHOWABLE.contains(type);
    }

    /// The ISO base media format holds pictures, sound and films; its brand tells which.
    private static String isoMedia(String brand) {
        return switch (brand) {
            case "avif", "avis" -> "image/avif";
            case "heic", "heix", "mif1", "msf1" -> "image/heic";
            case "M4A ", "M4B " -> "audio/mp4";
            case "qt  " -> "video/quicktime";
            default -> "video/mp4";
        };
    }

    private static String ogg(String start) {
        if (start.contains("theora")) {
            return "video/ogg";
        }
        boolean sound =
                start.contains("OpusHead") || start.contains("vorbis") || start.contains("FLAC");
        return sound || start.contains("Speex") ? "audio/ogg" : "application/ogg";
    }

    private static boolean isMarkup(byte[] head) {
        return MARKUP.matcher(new String(head, StandardCharsets.ISO_8859_1)).matches();
    }

    private static String markup(String said, byte[] head) {
        boolean drawing = new String(head, StandardCharsets.ISO_8859_1).contains("<svg");
        if (drawing && (said.equals(UNKNOWN) || said.equals("image/svg+xml"))) {
            return "image/svg+xml";
        }
        return isShown(said) ? UNKNOWN : said;
    }

    private static boolean isShown(String type) {
        return !family(type).equals("other");
    }

    /// Sound and film share their containers, so each may call itself the other.
    private static String family(String type) {
        if (type.startsWith("image/")) {
            return "image";
        }
        return type.startsWith("audio/") || type.startsWith("video/") || type.endsWith("/ogg")
                ? "played"
                : "other";
    }

    private static String normal(String declared) {
        int end = declared.indexOf(';');
        String type =
                (end < 0 ? declared : declared.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return FORM.matcher(type).matches() ? type : UNKNOWN;
    }
}
