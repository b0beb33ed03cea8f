package io.parlance.conformance.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A file to which records are appended in groups, each forced to disk.
final class GroupedLog implements AutoCloseable {
    private static final long LARGEST = 256L << 20;

    private final FileChannel file;
    private final List<byte[]> group = new ArrayList<>();
    private int bytes;

    private GroupedLog(FileChannel file) {
        this.file = file;
    }

    static GroupedLog open(Path path) throws IOException {
        return new GroupedLog(
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING));
    }

    /// Adds a record to the present group.
    void add(byte[] data) {
        group.add(data);
        bytes += data.length + Integer.BYTES;
    }

    /// Writes the group and waits for the disk.
    void commit() {
        if (group.isEmpty()) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (byte[] data : group) {
            buffer.putInt(data.length).put(data);
        }
        buffer.flip();
        try {
            if (file.position() > LARGEST) {
                // Nobody reads it: it starts anew rather than fill the disk.
                file.position(0);
            }
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        group.clear();
        bytes = 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
