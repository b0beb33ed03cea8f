package io.parlance.adapter.matrix;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The grammar of identifiers (Matrix spec, appendices, "Identifier Grammar"). Pure.
final class MatrixIds {
    /// The longest user id, alias or room id, in bytes, sigil and server included.
    static final int MAX_BYTES = 255;

    private static final Pattern SERVER =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z.-]{1,230})(?::[0-9]{1,5})?");

    /// The hash of the event that made the room, in URL-safe base64 (room version 12).
    private static final Pattern HASHED_ROOM = Pattern.compile("![0-9A-Za-z_-]{1,254}");

    private MatrixIds() {}

    static boolean isServerName(String text) {
        return SERVER.matcher(text).matches();
    }

    /// `@local:server`; the localpart may be historic, so anything but a colon is allowed in it.
    static boolean isUserId(String text) {
        return named(text, '@');
    }

    static boolean isAlias(String text) {
        return named(text, '#');
    }

    /// `!id:server`, or since room version 12 a hash alone.
    static boolean isRoomId(String text) {
        return named(text, '!') || HASHED_ROOM.matcher(text).matches();
    }

    private static boolean named(String text, char sigil) {
        int colon = text.indexOf(':');
        return colon > 1
                && text.charAt(0) == sigil
                && fits(text)
                && clean(text)
                && isServerName(text.substring(colon + 1));
    }

    private static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static boolean clean(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }

    static String localpart(String id) {
        int colon = id.indexOf(':');
        return id.substring(1, colon < 0 ? id.length() : colon);
    }

    /// The part after the first colon; empty if there is none.
    static String server(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? "" : id.substring(colon + 1);
    }
}
