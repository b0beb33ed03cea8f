package io.parlance.conformance.score.cases;

import java.util.List;
import java.util.Map;

/// What one receiver was shown while it waited, as a stretch of everything that came to it: with
/// the case, all that a judge needs.
///
/// @param names what the case's templates stand for on the receiving side
/// @param room where it should have come, or an empty text for a direct message
/// @param mark how much had come before the act
/// @param end how much had come when it was judged
public record Heard(Map<String, String> names, String room, int mark, int end) {
    /// Copies the map.
    public Heard {
        names = Map.copyOf(names);
    }

    /// Judges what came in time.
    ///
    /// @param all everything that came to the receiver
    public Judgement judged(Case it, String network, List<Arrival> all) {
        return Judge.of(it, network, new Bindings(names), all.subList(mark, end), room);
    }

    /// Looks again when everything is over: what had come in time may have come twice meanwhile.
    ///
    /// @param all everything that came to the receiver
    public Judgement reviewed(Case it, String network, List<Arrival> all) {
        return Judge.of(it, network, new Bindings(names), all.subList(mark, all.size()), room);
    }
}
