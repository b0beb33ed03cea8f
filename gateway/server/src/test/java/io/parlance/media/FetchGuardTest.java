package io.parlance.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.config.HostPattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

final class FetchGuardTest {
    private static FetchGuard allowing(String... hosts) {
        return new FetchGuard(List.of(hosts).stream().map(HostPattern::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "localhost",
                "2130706433",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsInsideIsRefused(String host) {
        assertThatThrownBy(() -> allowing().address(host))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("media.fetch_private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void thePublicInternetIsNot(String host) throws Exception {
        assertThat(allowing().address(host)).isNotNull();
    }

    @Test
    void theConfigurationMayAllowSome() throws Exception {
        assertThat(allowing("127.0.0.0/8").address("127.1.2.3").getHostAddress())
                .isEqualTo("127.1.2.3");
        assertThat(allowing("LocalHost").address("localhost").isLoopbackAddress()).isTrue();
        assertThat(allowing("fd00::/9").address("fd00:ec2::254")).isNotNull();
        assertThatThrownBy(() -> allowing("127.0.0.0/29").address("127.0.0.8"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> allowing("fd80::/9").address("fd00::1"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> allowing("localhost").address("127.0.0.1"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "a b", "10.0.0", "host/8", "::1/129", "::1/x"})
    void aPatternThatIsNoneIsTold(String text) {
        assertThatThrownBy(() -> HostPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
