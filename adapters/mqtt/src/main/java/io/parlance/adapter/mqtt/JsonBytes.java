package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Takes a JSON object in one piece. Jackson writes into a buffer that it keeps for the thread, and
/// hands on what is in it when it is full or done: mostly once, and then nothing is copied twice.
final class JsonBytes extends OutputStream {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;

    private JsonBytes() {}

    /// Writes what is in an object.
    interface Fields {
        /// Writes names and values.
        void write(JsonGenerator json) throws IOException;
    }

    /// The JSON of an object.
    static byte[] object(Fields fields) {
        JsonBytes out = new JsonBytes();
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.bytes;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        int before = bytes.length;
        if (before == 0) {
            bytes = Arrays.copyOfRange(from, offset, offset + length);
        } else {
            bytes = Arrays.copyOf(bytes, before + length);
            System.arraycopy(from, offset, bytes, before, length);
        }
    }
}
