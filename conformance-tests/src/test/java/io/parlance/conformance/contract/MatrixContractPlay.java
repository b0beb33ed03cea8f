package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The contract on Synapse. A homeserver repeats a transaction until it is answered, and knows a
/// repeated delivery by its transaction id.
class MatrixContractPlay implements AdapterContract {
    private final Trial trial = new Trial();

    @Override
    public Trial trial() {
        return trial;
    }

    @Override
    public String network() {
        return "matrix";
    }

    @Override
    public String nobody() {
        return "@nobody:hs.test";
    }

    @Override
    public boolean showsRepetitionsOnce() {
        return true;
    }

    /// An event has 65,536 bytes with everything around the text.
    @Override
    public int longestFromPeer() {
        return 62_000;
    }

    /// More than an event holds does not reach the gateway.
    @Test
    @Override
    public void aPeerWhoSaysTooMuchIsTold() {
        assertThatThrownBy(() -> trial.person().tell(trial.ghost(), trial.longText(70 * 1024)))
                .hasMessageContaining("M_TOO_LARGE");
    }
}
