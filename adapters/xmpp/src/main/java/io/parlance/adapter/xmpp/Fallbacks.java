package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The parts of a body that are only for clients that do not know what the stanza says otherwise
/// (XEP-0428): the quotation of a reply, the address of a file. Pure.
final class Fallbacks {
    private static final Set<String> FILES = Set.of(Tags.SFS, Tags.OOB, Tags.STICKERS);
    private static final int MOST = 16;

    private Fallbacks() {}

    private record Range(int from, int to) {}

    /// `text` without the ranges that the stanza marks; the whole text if a range is wrong, or if
    /// nothing would be left where there is nothing else. Offsets count code points.
    ///
    /// @param files whether the stanza holds files, so that their addresses are no words
    static String strip(String text, Element stanza, boolean files) {
        List<Range> ranges = new ArrayList<>();
        for (Element fallback : stanza.children("fallback", Tags.FALLBACK)) {
            String feature = fallback.attribute("for", "");
            boolean file = files && FILES.contains(feature);
            if ((file || feature.equals(Tags.REPLY)) && ranges.size() < MOST) {
                collect(text, fallback, file, ranges);
            }
        }
        if (ranges.isEmpty()) {
            return text;
        }
        String rest = without(text, ranges);
        return rest.isBlank() ? (files ? "" : text) : files ? rest.strip() : rest;
    }

    private static void collect(String text, Element fallback, boolean whole, List<Range> ranges) {
        List<Element> bodies = fallback.children("body", Tags.FALLBACK);
        if (bodies.isEmpty() && whole) {
            ranges.add(new Range(0, text.length()));
        }
        for (Element body : bodies) {
            String start = body.attribute("start");
            String end = body.attribute("end");
            if (start == null && end == null && whole) {
                ranges.add(new Range(0, text.length()));
                continue;
            }
            try {
                int from = text.offsetByCodePoints(0, Integer.parseInt(String.valueOf(start)));
                int to = text.offsetByCodePoints(0, Integer.parseInt(String.valueOf(end)));
                if (from <= to && ranges.size() < MOST) {
                    ranges.add(new Range(from, to));
                }
            } catch (NumberFormatException | IndexOutOfBoundsException _) {
                // A wrong range marks nothing.
            }
        }
    }

    private static String without(String text, List<Range> ranges) {
        ranges.sort(Comparator.comparingInt(Range::from));
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (Range range : ranges) {
            if (range.from() > at) {
                rest.append(text, at, range.from());
            }
            at = Math.max(at, range.to());
        }
        return rest.append(text, at, text.length()).toString();
    }
}
