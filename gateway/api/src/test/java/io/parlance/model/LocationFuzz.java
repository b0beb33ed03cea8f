package io.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;

import java.nio.charset.StandardCharsets;

/// `geo:` URIs.
final class LocationFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        Location place = Location.parse(new String(input, StandardCharsets.UTF_8));
        if (place != null) {
            Location again = Location.parse(place.uri());
            assertThat(again).as(place.uri()).isNotNull();
            assertThat(String.valueOf(again == null ? null : again.uri())).isEqualTo(place.uri());
        }
    }
}
