package io.parlance.adapter.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The local part that stands for a person or room of another network: `<network>.<portable>`,
/// where every byte of the UTF-8 form that is not a lower-case letter, digit, `_`, `-` or a
/// harmless dot is written `=hh`. Mail folds case, so upper-case letters are escaped too. A local
/// part may have 64 octets (RFC 5321 §4.5.3.1.1); a longer one is cut and ends in `==` and a
/// digest, and the person behind it must be remembered.
final class GhostSpelling {
    private static final int LONGEST = 64;
    private static final String CUT = "==";
    private static final int DIGEST = 20;

    private GhostSpelling() {}

    /// The local part for `portable` on `network`.
    static String encode(String network, String portable) {
        String whole = network + "." + escape(portable);
        if (whole.length() <= LONGEST) {
            return whole;
        }
        String digest = MessageIds.digest(network + "." + portable).substring(0, DIGEST);
        return whole.substring(0, LONGEST - DIGEST - CUT.length()).replaceAll("[.=]+$", "")
                + CUT
                + digest;
    }

    /// Whether the spelling was cut, so that only memory knows who is meant.
    static boolean isCut(String local) {
        return local.contains(CUT);
    }

    /// The portable form after the network's name, or empty if the escapes are broken.
    static Optional<String> decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c > 0x7E) {
                return Optional.empty();
            }
            if (c != '=') {
                bytes.write(Character.toLowerCase(c));
                continue;
            }
            int value = i + 2 < escaped.length() ? hex(escaped, i + 1) : -1;
            if (value < 0) {
                return Optional.empty();
            }
            bytes.write(value);
            i += 2;
        }
        return text(bytes.toByteArray());
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String escape(String portable) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = portable.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            // A dot may neither follow another nor end a local part (RFC 5322 §3.2.3, dot-atom).
            boolean dot = b == '.' && i > 0 && bytes[i - 1] != '.' && i < bytes.length - 1;
            if (dot || plain(b)) {
                out.append((char) b);
            } else {
                out.append('=').append(Character.forDigit(b >> 4, 16));
                out.append(Character.forDigit(b & 15, 16));
            }
        }
        return out.toString();
    }

    private static boolean plain(int b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
    }
}
