package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Address;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import java.nio.charset.StandardCharsets;

/// Addresses as people write them.
final class MatrixIdFuzz implements FuzzTarget {
    private static final MatrixAddresses ADDRESSES = new MatrixAddresses(new NetworkId("matrix"));

    @Override
    public void read(byte[] input) {
        Address address;
        try {
            address = ADDRESSES.parse(new String(input, StandardCharsets.UTF_8));
        } catch (InvalidValue _) {
            return;
        }
        assertThat(ADDRESSES.fromPortable(ADDRESSES.portable(address))).isEqualTo(address);
        assertThat(ADDRESSES.parse(ADDRESSES.uri(address).toString())).isEqualTo(address);
    }
}
