package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.Test;

/// The contract on Mosquitto. A broker keeps what was not acknowledged in the session; it knows who
/// listens, but not who exists.
class MqttContractPlay implements AdapterContract {
    private final Trial trial = new Trial();

    @Override
    public Trial trial() {
        return trial;
    }

    @Override
    public String network() {
        return "mqtt";
    }

    @Override
    public String nobody() {
        return "nobody";
    }

    /// A message that nobody listens for is kept, since a broker does not keep it for those who
    /// have no session yet.
    @Test
    @Override
    public void whoDoesNotExistIsNotWrittenToInSilence() throws Exception {
        var nobody = trial.testee().parse(new NetworkId("mqtt"), nobody());
        Outcome outcome = trial.testee().deliver(trial.messageTo(nobody, trial.text("hello")));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred ->
                                assertThat(deferred.failure().reason())
                                        .isEqualTo(FailureReason.RECIPIENT_UNAVAILABLE));
    }
}
