package io.parlance.admin;

import java.util.List;
import java.util.Map;

/// What rooms that are linked, or would be, lose on their way from one network to another.
///
/// @param rooms the rooms
/// @param features one for each thing that people do, those that are kept everywhere too
public record LossView(List<String> rooms, List<Feature> features) {
    /// What becomes of one thing.
    ///
    /// @param name in a word or two
    /// @param there by room: `kept`, `partly`, `as text`, `left out` or `refused`
    /// @param hint what people see instead; empty if it is kept everywhere
    public record Feature(String name, Map<String, String> there, String hint) {}

    /// Whether all is kept.
    public boolean nothing() {
        return features.stream().allMatch(feature -> feature.hint().isEmpty());
    }
}
