package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Message-IDs (RFC 5322 §3.6.4), always with their angle brackets, and the native ids made of
/// them. A mail to several of our addresses becomes several messages: the first address in To and
/// Cc gets the Message-ID itself as native id, any other the Message-ID followed by the address, so
/// that the same copy or a second one per recipient is always recognised.
final class MessageIds {
    private static final Pattern ID = Pattern.compile("<[^<>\\s\\p{Cntrl}]{1,700}>");
    private static final Pattern OURS = Pattern.compile("<([a-z2-7]{52})@([^<>@\\s]+)>");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private MessageIds() {}

    /// The Message-ID that every try of the delivery with this key carries.
    static String of(String key, String domain) {
        return "<" + digest(key) + "@" + domain + ">";
    }

    /// Whether `id` has the form that [#of] makes: then the mail is our own.
    static boolean ours(String id, String domain) {
        Matcher form = OURS.matcher(id);
        return form.matches() && form.group(2).equalsIgnoreCase(domain);
    }

    /// Every id in a header such as References, in order; what is no id is skipped.
    static List<String> all(@Nullable String header) {
        List<String> ids = new ArrayList<>();
        if (header != null) {
            Matcher found = ID.matcher(header);
            while (found.find()) {
                ids.add(found.group());
            }
        }
        return ids;
    }

    /// Every id in a chat program's list of ids, which has brackets around each, around all of them
    /// (chatmail), or none.
    static List<String> listed(String header) {
        return all(
                Arrays.stream(header.split("[\\s<>,]+"))
                        .filter(id -> id.indexOf('@') > 0)
                        .map(id -> "<" + id + ">")
                        .collect(Collectors.joining(" ")));
    }

    /// The id in a Message-ID header, also where the brackets were forgotten; a broken or overlong
    /// one becomes a digest, so that the mail can still be referred to; null if there is none.
    static @Nullable String read(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        List<String> ids = all(header);
        if (!ids.isEmpty()) {
            return ids.getFirst();
        }
        String bare = header.strip();
        return ID.matcher("<" + bare + ">").matches()
                ? "<" + bare + ">"
                : "<" + digest(bare) + "@unreadable.invalid>";
    }

    /// The native id of the copy for one of several recipients.
    static String forRecipient(String id, String recipient) {
        return id + recipient;
    }

    /// The Message-ID in a native id, for headers.
    static String bare(String nativeId) {
        int end = nativeId.indexOf('>');
        return end < 0 ? nativeId : nativeId.substring(0, end + 1);
    }

    /// SHA-256 in lower-case base32 (RFC 4648 §6) without padding: 52 characters that survive any
    /// mail system, also one that folds case.
    static String digest(String text) {
        byte[] hash = sha256(text);
        StringBuilder out = new StringBuilder(52);
        int bits = 0;
        int held = 0;
        for (byte b : hash) {
            bits = (bits << 8) | (b & 0xFF);
            for (held += 8; held >= 5; held -= 5) {
                out.append(ALPHABET.charAt((bits >> (held - 5)) & 31));
            }
        }
        return out.append(ALPHABET.charAt((bits << (5 - held)) & 31)).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
