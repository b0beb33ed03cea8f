package io.parlance.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;

/// What the journal holds: whatever can be read comes back the same when it is written again.
final class EnvelopeFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        EnvelopeId id = EnvelopeId.next();
        Envelope envelope;
        try {
            envelope = EnvelopeCodec.decode(id, input);
        } catch (RuntimeException _) {
            // The journal was damaged: only its reader knows how to say so.
            return;
        }
        byte[] written = new EnvelopeCodec().encode(envelope);
        assertThat(EnvelopeCodec.decode(id, written)).isEqualTo(envelope);
    }
}
