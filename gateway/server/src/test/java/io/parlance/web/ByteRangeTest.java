package io.parlance.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/10",
        "bytes=3-, bytes 3-9/10",
        "bytes=-4, bytes 6-9/10",
        "bytes=-40, bytes 0-9/10",
        "bytes=2-99, bytes 2-9/10",
        "'bytes=0-1,3-4', bytes 0-9/10",
        "bytes=-, bytes 0-9/10",
        "bytes=5-3, bytes 0-9/10",
        "lines=1-2, bytes 0-9/10"
    })
    void aPartIsAskedFor(String header, String part) {
        ByteRange range = ByteRange.parse(header, 10);
        assertThat(range).isNotNull();
        assertThat(range.header(10)).isEqualTo(part);
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 10", "bytes=-0, 10", "bytes=0-0, 0", "bytes=99-100, 10"})
    void somePartsAreNotThere(String header, long size) {
        assertThat(ByteRange.parse(header, size)).isNull();
    }
}
