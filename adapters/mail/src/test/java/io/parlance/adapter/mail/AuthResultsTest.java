package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class AuthResultsTest {
    private static final String FROM = "al@mail.test";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mx.mail.test; auth=pass smtp.auth=al@mail.test                                    | true
                    mx.mail.test; auth=pass smtp.auth=AL@mail.test                                    | true
                    mx.mail.test; auth=pass smtp.auth=al                                              | true
                    mx.mail.test; auth=pass smtp.auth=bo@mail.test                                    | false
                    mx.mail.test; auth=pass smtp.auth=al@other.test                                   | false
                    mx.mail.test; auth=fail smtp.auth=al@mail.test                                    | false
                    mx.mail.test; spf=pass smtp.mailfrom=mail.test                                    | true
                    mx.mail.test; spf=pass smtp.mailfrom=bounce@news.mail.test                        | true
                    mx.mail.test; spf=pass smtp.mailfrom=evil.test                                    | false
                    mx.mail.test; spf=pass smtp.mailfrom=notmail.test                                 | false
                    mx.mail.test; spf=softfail smtp.mailfrom=mail.test                                | false
                    mx.mail.test; spf=none smtp.mailfrom=evil.test; dkim=pass header.d=mail.test      | true
                    mx.mail.test 1; dkim=pass (2048-bit; key) header.i=@mail.test header.b="x;y"      | true
                    mx.mail.test; dkim=pass header.d=test                                             | false
                    mx.mail.test; dkim=pass header.d=evil.test header.b="; auth=pass smtp.auth=al@mail.test" | false
                    mx.mail.test; dkim=fail (dkim=pass header.d=mail.test)                            | false
                    mx.mail.test; dmarc=pass header.from=mail.test                                    | true
                    mx.mail.test; none                                                                | false
                    mx.evil.test; auth=pass smtp.auth=al@mail.test                                    | false
                    mx.mail.test.evil.test; auth=pass smtp.auth=al@mail.test                          | false
                    (mx.mail.test); auth=pass smtp.auth=al@mail.test                                  | false
                    ''                                                                                | false
                    """)
    void vouchesOnlyForWhomTheTrustedServerSaw(String field, boolean vouched) {
        assertThat(AuthResults.vouch(List.of(field), "mx.mail.test", FROM)).isEqualTo(vouched);
    }

    @Test
    void withoutATrustedServerNobodyIsVouchedFor() {
        String field = "mx.mail.test; auth=pass smtp.auth=al@mail.test";
        assertThat(AuthResults.vouch(List.of(field), null, FROM)).isFalse();
    }
}
