package io.parlance.web;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file (RFC 9110 §14). Pure.
///
/// @param first the first byte's place
/// @param length how many
record ByteRange(long first, long length) {
    private static final Pattern FORM = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /// What a `Range` header asks for of a file of `size` bytes: the whole if it asks for several
    /// parts or for what is not understood; null if there is no such part.
    static @Nullable ByteRange parse(String header, long size) {
        Matcher asked = FORM.matcher(header);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return whole(size);
        }
        String from = asked.group(1);
        String to = asked.group(2);
        if (from.isEmpty()) {
            long last = Math.min(size, Long.parseLong(to));
            return last == 0 ? null : new ByteRange(size - last, last);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
        if (last < first && first < size) {
            return whole(size);
        }
        return first >= size ? null : new ByteRange(first, last - first + 1);
    }

    String header(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
