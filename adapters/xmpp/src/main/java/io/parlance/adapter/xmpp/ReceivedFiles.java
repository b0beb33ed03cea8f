package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Attachment;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The files of a message that came in: XEP-0447 where there is one, else XEP-0066. Pure.
final class ReceivedFiles {
    private static final int MOST = 32;
    private static final String UNKNOWN = "application/octet-stream";

    /// How clients call what was spoken into them; there is no other mark of it.
    private static final Pattern SPOKEN =
            Pattern.compile(
                    "(voice|recording|audio_message)[-_ .].{0,200}", Pattern.CASE_INSENSITIVE);

    /// What the JDK does not know.
    private static final Map<String, String> TYPES =
            Map.of(
                    "webp", "image/webp",
                    "avif", "image/avif",
                    "opus", "audio/ogg",
                    "oga", "audio/ogg",
                    "m4a", "audio/mp4",
                    "mp3", "audio/mpeg",
                    "ogg", "audio/ogg",
                    "webm", "video/webm",
                    "mp4", "video/mp4");

    private ReceivedFiles() {}

    /// The files, in order; each address once.
    static List<Attachment> read(Element stanza) {
        List<Attachment> files = new ArrayList<>();
        boolean sticker = stanza.child("sticker", Tags.STICKERS) != null;
        for (Element sharing : stanza.children("file-sharing", Tags.SFS)) {
            Attachment file = shared(sharing, sticker);
            if (file != null && files.size() < MOST) {
                files.add(file);
            }
        }
        for (Element oob : stanza.children("x", Tags.OOB)) {
            Element url = oob.child("url", Tags.OOB);
            URI place = url == null ? null : place(url.text().strip());
            boolean known = files.stream().anyMatch(file -> file.location().equals(place));
            if (place != null && !known && files.size() < MOST) {
                String name = name(place);
                files.add(file(name, type(name), -1, place, false, Attachment.Details.NONE));
            }
        }
        return files;
    }

    private static @Nullable Attachment shared(Element sharing, boolean sticker) {
        URI place = source(sharing);
        if (place == null) {
            return null;
        }
        Element about = sharing.child("file", Tags.METADATA);
        if (about == null) {
            String name = name(place);
            return file(name, type(name), -1, place, sticker, Attachment.Details.NONE);
        }
        String name = text(about, "name");
        name = name.isBlank() ? name(place) : name;
        String type = text(about, "media-type").strip();
        type = type.matches("[\\w.+-]{1,60}/[\\w.+-]{1,60}") ? type : type(name);
        Attachment.Details looks =
                new Attachment.Details(
                        Math.clamp(number(about, "width"), 0, 1_000_000),
                        Math.clamp(number(about, "height"), 0, 1_000_000),
                        Math.clamp(number(about, "length"), 0, Integer.MAX_VALUE),
                        blurhash(about),
                        null);
        return file(name, type, number(about, "size"), place, sticker, looks);
    }

    private static Attachment file(
            String name,
            String type,
            long size,
            URI place,
            boolean sticker,
            Attachment.Details looks) {
        Attachment.Kind kind = Attachment.Kind.of(type);
        if (sticker) {
            kind = Attachment.Kind.STICKER;
        } else if (kind == Attachment.Kind.AUDIO && SPOKEN.matcher(name).matches()) {
            kind = Attachment.Kind.VOICE;
        }
        return new Attachment(name, type, size, place, kind, looks);
    }

    private static @Nullable URI source(Element sharing) {
        Element sources = sharing.child("sources", Tags.SFS);
        if (sources == null) {
            return null;
        }
        return sources.children("url-data", Tags.URL_DATA).stream()
                .map(data -> place(data.attribute("target", "")))
                .filter(place -> place != null)
                .findFirst()
                .orElse(null);
    }

    /// Only what anybody can fetch: what is encrypted for the receiver is not.
    private static @Nullable URI place(String url) {
        try {
            URI location = URI.create(url);
            String scheme = location.getScheme();
            boolean fetched = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return fetched && location.getHost() != null && url.length() <= 4096 ? location : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String name(URI place) {
        String path = place.getRawPath();
        if (path == null) {
            return "";
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return last;
        }
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = TYPES.get(ending);
        String guess = known == null ? URLConnection.guessContentTypeFromName(name) : known;
        return guess == null ? UNKNOWN : guess;
    }

    private static @Nullable String blurhash(Element about) {
        String data = "data:image/blurhash,";
        return about.children("thumbnail", Tags.THUMBS).stream()
                .map(each -> each.attribute("uri", ""))
                .filter(uri -> uri.startsWith(data) && uri.length() < 200)
                .map(uri -> uri.substring(data.length()))
                .findFirst()
                .orElse(null);
    }

    private static String text(Element about, String name) {
        Element child = about.child(name, Tags.METADATA);
        return child == null ? "" : child.text();
    }

    private static long number(Element about, String name) {
        try {
            return Long.parseLong(text(about, name).strip());
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
