package io.parlance.adapter.mqtt;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// An id as one level of a topic: what a topic cannot hold (MQTT 5.0 §4.7) and the sign of the
/// encoding itself are written `%hh`, everything else stands as it is, so that addresses stay
/// readable. Injective both ways: two ids never share a level, and a level names one id.
final class TopicLevel {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private TopicLevel() {}

    /// The level that names `id`.
    static String encode(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (mustEscape(id.charAt(i))) {
                return escape(id);
            }
        }
        return id;
    }

    private static String escape(String id) {
        StringBuilder level = new StringBuilder(id.length() + 16);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!mustEscape(c)) {
                level.append(c);
            } else {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    level.append('%').append(HEX.toHexDigits(b));
                }
            }
        }
        return level.toString();
    }

    private static boolean mustEscape(char c) {
        return switch (c) {
            case '%', '/', '+', '#', '$' -> true;
            default -> Character.isISOControl(c);
        };
    }

    /// The id that a level names.
    ///
    /// @throws InvalidValue if an escape is broken
    static String decode(String level) {
        if (level.indexOf('%') < 0) {
            return level;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(level.length());
        int at = 0;
        while (at < level.length()) {
            if (level.charAt(at) == '%') {
                bytes.write(octet(level, at + 1));
                at += 3;
            } else {
                int next = level.indexOf('%', at);
                int end = next < 0 ? level.length() : next;
                bytes.writeBytes(level.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return text(bytes.toByteArray(), level);
    }

    private static int octet(String level, int at) {
        if (at + 2 > level.length()
                || !HexFormat.isHexDigit(level.charAt(at))
                || !HexFormat.isHexDigit(level.charAt(at + 1))) {
            throw broken(level);
        }
        return HexFormat.fromHexDigits(level, at, at + 2);
    }

    private static String text(byte[] bytes, String level) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw broken(level);
        }
    }

    private static InvalidValue broken(String level) {
        return new InvalidValue(
                FailureReason.ADDRESS_INVALID,
                "'"
                        + level
                        + "' has a broken escape; write % as %25, / as %2F, + as %2B, # as %23.");
    }
}
