package io.parlance.media;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed permissions to fetch one file until a moment: `id.expiry.signature`, where the signature
/// is HMAC-SHA-256 over the rest. Any thread.
final class MediaToken {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{32})\\.([0-9a-z]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    MediaToken(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// A fresh id that cannot be guessed.
    static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// A permission for `id` until `expiry`.
    String issue(String id, Instant expiry) {
        String claim = id + "." + Long.toString(expiry.getEpochSecond(), 36);
        return claim + "." + sign(claim);
    }

    /// The id that `token` permits to fetch at `now`; null if it permits nothing.
    @Nullable String verify(String token, Instant now) {
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches()) {
            return null;
        }
        String claim = matcher.group(1) + "." + matcher.group(2);
        boolean genuine =
                MessageDigest.isEqual(
                        sign(claim).getBytes(StandardCharsets.US_ASCII),
                        matcher.group(3).getBytes(StandardCharsets.US_ASCII));
        boolean valid = Long.parseLong(matcher.group(2), 36) >= now.getEpochSecond();
        return genuine && valid ? matcher.group(1) : null;
    }

    private String sign(String claim) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] signature = mac.doFinal(claim.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256.", e);
        }
    }
}
