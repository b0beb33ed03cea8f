package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.FailureReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MailErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "550, 550 5.1.1 no such user,              RECIPIENT_UNKNOWN",
        "550, 550 no such user here,               RECIPIENT_UNKNOWN",
        "550, 550 5.7.1 blocked,                   FORBIDDEN",
        "550, 550 5.7.26 unauthenticated mail,     FORBIDDEN",
        "552, 552 5.2.2 mailbox full,              RECIPIENT_UNAVAILABLE",
        "552, 552 5.3.4 message too big,           TOO_LARGE",
        "452, 452 4.2.2 over quota,                RECIPIENT_UNAVAILABLE",
        "452, 452 too many recipients,             RATE_LIMITED",
        "451, 451 4.7.1 greylisted,                FORBIDDEN",
        "450, 450 busy,                            RECIPIENT_UNAVAILABLE",
        "421, 421 4.3.2 shutting down,             RECIPIENT_UNAVAILABLE",
        "421, 421 closing,                         LINK_DOWN",
        "535, 535 5.7.8 bad credentials,           BAD_CREDENTIALS",
        "530, 530 authentication required,         BAD_CREDENTIALS",
        "553, 553 not allowed,                     ADDRESS_INVALID",
        "554, 554 5.4.6 hop count exceeded,        LOOP",
        "554, 554 transaction failed,              FORBIDDEN",
        "550, 550 5.4.7 expired,                   EXPIRED",
        "599, 599 nonsense from 10.5.1.1,          INTERNAL",
    })
    void repliesHaveAReason(int code, String text, FailureReason reason) {
        assertThat(MailErrors.reason(code, text)).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void aStatusOfOursIsReadBackAsAFailure(FailureReason reason) {
        String status = MailErrors.status(reason);
        assertThat(status).matches("5\\.\\d\\.\\d{1,2}");
        assertThat(MailErrors.reason(0, status)).isNotNull();
        assertThat(MailErrors.words(reason)).endsWith(".");
    }
}
