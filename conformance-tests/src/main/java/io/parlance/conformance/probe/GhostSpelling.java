package io.parlance.conformance.probe;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How a person of one network is spelled on another, by the documented conventions; written apart
/// from the gateway's own code, so that each checks the other.
public final class GhostSpelling {
    private GhostSpelling() {}

    /// The ghost on network `on` of the person `address` of network `of`.
    ///
    /// @param address as the person's own network spells it
    public static String of(String of, String address, String on) {
        String portable = portable(of, address);
        return switch (on) {
            case "xmpp" -> escapeJid(portable) + "@" + of + ".xmpp.test";
            case "matrix" -> "@_parlance_" + of + "_" + escapeMxid(portable) + ":hs.test";
            case "mqtt" -> of + ":" + portable;
            case "mail" -> of + "." + escapeMail(portable) + "@gw.test";
            default -> throw new IllegalArgumentException("No network " + on);
        };
    }

    private static String portable(String network, String address) {
        return network.equals("matrix") ? address.substring(1).replaceFirst(":", "@") : address;
    }

    /// XEP-0106, for what the lab's addresses hold.
    private static String escapeJid(String text) {
        return text.replace("@", "\\40").replace(":", "\\3a").replace("/", "\\2f");
    }

    /// Matrix spec appendices, "Mapping from other character sets".
    private static String escapeMxid(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'A' && c <= 'Z') {
                out.append('_').append(Character.toLowerCase(c));
            } else if (c == '_') {
                out.append("__");
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-./+".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "=%02x", (int) c));
            }
        }
        return out.toString();
    }

    private static String escapeMail(String text) {
        return text.replace("@", "=40").replace(":", "=3a").replace("/", "=2f");
    }
}
