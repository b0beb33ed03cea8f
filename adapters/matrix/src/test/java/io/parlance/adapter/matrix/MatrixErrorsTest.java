package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Objects;

final class MatrixErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "429, M_LIMIT_EXCEEDED, RATE_LIMITED, deferred",
        "429, '', RATE_LIMITED, deferred",
        "401, M_UNKNOWN_TOKEN, BAD_CREDENTIALS, deferred",
        "403, M_FORBIDDEN, FORBIDDEN, refused",
        "403, M_EXCLUSIVE, NOT_AUTHORIZED, refused",
        "403, M_RESOURCE_LIMIT_EXCEEDED, RATE_LIMITED, deferred",
        "404, M_NOT_FOUND, RECIPIENT_UNKNOWN, refused",
        "413, M_TOO_LARGE, TOO_LARGE, refused",
        "413, '', TOO_LARGE, refused",
        "400, M_BAD_JSON, CONTENT_INVALID, refused",
        "400, org.example.odd, CONTENT_INVALID, refused",
        "500, M_UNKNOWN, LINK_DOWN, deferred",
        "502, '', LINK_DOWN, deferred",
        "504, M_FORBIDDEN, FORBIDDEN, deferred",
        "302, '', LINK_DOWN, deferred"
    })
    void sortsAnswers(int status, String code, FailureReason reason, String outcome) {
        Outcome made = MatrixErrors.outcome(MatrixFault.answered(status, code, "why", null));
        switch (made) {
            case Outcome.Deferred(var failure, _) -> {
                assertThat(outcome).isEqualTo("deferred");
                assertThat(failure.reason()).isEqualTo(reason);
                assertThat(failure.certain()).isEqualTo(status < 500);
            }
            case Outcome.Refused(var failure) -> {
                assertThat(outcome).isEqualTo("refused");
                assertThat(failure.reason()).isEqualTo(reason);
                assertThat(failure.text()).isNotBlank().doesNotContain("M_");
            }
            case Outcome.Delivered _ -> assertThat(made).as("not delivered").isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasACode(FailureReason reason) {
        assertThat(MatrixErrors.errcode(reason)).startsWith("M_");
    }

    @Test
    void anUnansweredRequestMayHaveArrived() {
        Outcome made =
                MatrixErrors.outcome(MatrixFault.without(MatrixFault.Kind.UNANSWERED, "no answer"));
        assertThat(made).isInstanceOf(Outcome.Deferred.class);
        assertThat(((Outcome.Deferred) made).failure().certain()).isFalse();
    }

    @Test
    void readsWhenToComeBack() throws Exception {
        JsonNode millis =
                Json.parse(
                        "{\"retry_after_ms\": 2500}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(RetryAfter.of(null, millis)).isEqualTo(Duration.ofMillis(2500));
        assertThat(RetryAfter.of("3", Json.object())).isEqualTo(Duration.ofSeconds(3));
        assertThat(RetryAfter.of("Wed, 21 Oct 2015 07:28:00 GMT", Json.object())).isNull();
        assertThat(RetryAfter.of("999999999", Json.object())).isEqualTo(Duration.ofHours(1));
        JsonNode odd =
                Json.parse(
                        "{\"retry_after_ms\": -5}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Objects.requireNonNull(RetryAfter.of(null, odd))).isPositive();
    }
}
