package io.parlance.command;

import java.security.SecureRandom;
import java.util.function.Supplier;

/// Makes short codes that can be read out and typed: no letter that looks like another. Thirty
/// bits, so guessing one that lives for minutes is hopeless by chat.
final class Codes implements Supplier<String> {
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 6;
    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return code.toString();
    }
}
