package io.parlance.adapter.matrix;

import org.jspecify.annotations.Nullable;

/// State of rooms that is read from the raw JSON. Pure.
final class StateContent {
    private StateContent() {}

    /// What a state event says, or null if it is of another kind.
    static @Nullable MatrixContent read(MatrixEvent event) {
        if (!"".equals(event.stateKey())) {
            return null;
        }
        return switch (event.type()) {
            case "m.room.avatar" -> new MatrixContent.Avatar(Json.text(event.content(), "url"));
            case "m.room.power_levels" ->
                    new MatrixContent.Powers(PowerLevels.read(event.content()));
            default -> null;
        };
    }
}
