package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Attachment;

import jakarta.activation.DataSource;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Files on their way into a mail.
final class EnclosingTest {
    private static final long SIZE = 100L << 20;
    private final Surroundings around = new Surroundings();

    private static Draft draft(List<Attachment> files) {
        return new Draft(
                "<id@gw.test>",
                "xmpp.a=40x@gw.test",
                "xmpp.a=40x@gw.test",
                null,
                "bo@mail.test",
                "x",
                null,
                List.of(),
                Instant.EPOCH,
                List.of(),
                Map.of(),
                new MailContent("see", null, files, null));
    }

    private Attachment file(String name, int size) throws IOException {
        return around.keep(name, "text/plain", new ByteArrayInputStream(new byte[size]));
    }

    @Test
    void aHundredMegabytesAreNeverHeld() throws Exception {
        Running running = new Running();
        MailWriter.chat(draft(List.of()), List.of(running)).writeTo(running.out);
        assertThat(running.read).isEqualTo(SIZE);
        assertThat(running.written).isGreaterThan(SIZE * 4 / 3);
        assertThat(running.ahead).isLessThan(1 << 20);
        assertThat(running.opened).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitOrIsGoneIsALink() throws Exception {
        Attachment first = file("a.txt", 60);
        Attachment second = file("b.txt", 60);
        Attachment gone =
                new Attachment("c.txt", "text/plain", 5, URI.create("https://gw.test/gone/c"));
        Draft draft = draft(List.of(first, second, gone));
        try (var opened = new Enclosing(around, 100).open(draft.content().files())) {
            assertThat(opened.files()).hasSize(1);
            assertThat(opened.in(draft).content().text())
                    .isEqualTo(
                            "see\n\ud83d\udcce b.txt (60 B) https://gw.test/media/2"
                                    + "\n\ud83d\udcce c.txt (5 B) https://gw.test/gone/c");
        }
    }

    /// A file that is made while it is read, and the end of the line where it goes.
    private static final class Running implements DataSource {
        private long read;
        private long written;
        private long ahead;
        private int opened;

        private final OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        written++;
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        written += length;
                    }
                };

        @Override
        public InputStream getInputStream() {
            opened++;
            return new InputStream() {
                @Override
                public int read() {
                    return read < SIZE ? (int) (read++ & 0x7F) : -1;
                }

                @Override
                public int read(byte[] to, int from, int length) {
                    int count = (int) Math.min(length, SIZE - read);
                    read += Math.max(0, count);
                    ahead = Math.max(ahead, read - written);
                    return count == 0 ? -1 : count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("not written");
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public String getName() {
            return "big.txt";
        }
    }
}
