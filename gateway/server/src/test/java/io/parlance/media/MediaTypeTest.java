package io.parlance.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

final class MediaTypeTest {
    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, image/png",
        "ffd8ffe000104a46, image/jpeg",
        "474946383961, image/gif",
        "524946460000000057454250, image/webp",
        "524946460000000057415645, audio/wav",
        "0000000057454250, application/octet-stream",
        "000000206674797069736f6d, video/mp4",
        "00000020667479704d344120, audio/mp4",
        "0000002066747970, video/mp4",
        "4f67675300020000000000000000000000004f70757348656164, audio/ogg",
        "4f676753, application/ogg",
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d, video/webm",
        "255044462d312e37, application/pdf",
        "504b0304, application/zip",
        "494433, audio/mpeg",
        "'', application/octet-stream",
        "68656c6c6f, application/octet-stream"
    })
    void theFirstBytesTell(String hex, String type) {
        assertThat(MediaType.sniff(HexFormat.of().parseHex(hex))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        // nothing was said, or something of no form
        "'', 89504e470d0a1a0a, image/png",
        "'text', 68656c6c6f, application/octet-stream",
        "'TEXT/Plain; charset=utf-8', 68656c6c6f, text/plain",
        // a container that both use
        "audio/webm, 1a45dfa37765626d, audio/webm",
        "audio/mp4, 000000206674797069736f6d, audio/mp4",
        "application/vnd.oasis.opendocument.text, 504b0304,"
                + " application/vnd.oasis.opendocument.text",
        // lies
        "text/html, 89504e470d0a1a0a, image/png",
        "image/png, 255044462d, application/pdf",
        "image/png, 3c68746d6c3e, application/octet-stream",
        "video/mp4, 3c21444f43545950452068746d6c3e, application/octet-stream",
        "'', 3c73766720786d6c6e733d2222, image/svg+xml",
        "image/svg+xml, 3c3f786d6c3f3e3c7376673e, image/svg+xml",
        "text/html, 3c68746d6c3e, text/html"
    })
    void whatIsSaidIsBelievedUnlessTheBytesSayOtherwise(String said, String hex, String type) {
        assertThat(MediaType.of(said, HexFormat.of().parseHex(hex))).isEqualTo(type);
    }
}
