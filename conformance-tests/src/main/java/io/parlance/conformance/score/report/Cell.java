package io.parlance.conformance.score.report;

import io.parlance.conformance.score.cases.Verdict;

import java.util.List;

/// One square of the scorecard.
///
/// @param from the sender's network
/// @param to the receiver's
/// @param where `direct` or `room`
/// @param feature the case's id
/// @param quote what was read in place of the native form, or what is wrong
/// @param sent what was written, on the wire
/// @param arrived what came of it, on the wire
/// @param millis from writing to arrival; -1 where nothing arrived
public record Cell(
        String from,
        String to,
        String where,
        String feature,
        Verdict verdict,
        String quote,
        String sent,
        List<String> arrived,
        long millis) {
    /// Copies the list.
    public Cell {
        arrived = List.copyOf(arrived);
    }

    /// The pair of networks: `xmpp-matrix`.
    public String pair() {
        return from + "-" + to;
    }

    /// What names this square in a baseline: `xmpp-matrix direct edit`.
    public String key() {
        return pair() + " " + where + " " + feature;
    }

    /// The same square with another verdict.
    public Cell judged(Verdict other, String why) {
        return new Cell(from, to, where, feature, other, why, sent, arrived, millis);
    }
}
