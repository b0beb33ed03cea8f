package io.parlance.adapter.xmpp;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;

import org.jspecify.annotations.Nullable;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Somebody's picture as a vCard carries it (XEP-0153): small enough for a stanza.
final class Portrait {
    /// Servers refuse large stanzas; base64 adds a third.
    private static final int LARGEST = 48 * 1024;

    private static final int MOST_READ = 4 * 1024 * 1024;

    /// Each takes four bytes of memory while the picture is made smaller.
    private static final long MOST_PIXELS = 4_000_000;

    private static final int SIDE = 192;

    private final byte[] content;
    private final String mediaType;

    private Portrait(byte[] content, String mediaType) {
        this.content = content;
        this.mediaType = mediaType;
    }

    /// Fetches a picture, and makes it smaller if need be. Blocks.
    ///
    /// @throws IOException if it cannot be had, or not be made small enough
    static Portrait fetch(MediaStore store, Attachment picture) throws IOException {
        try (MediaStore.Media media = store.open(picture)) {
            byte[] content = media.content().readNBytes(MOST_READ);
            if (content.length <= LARGEST) {
                return new Portrait(content, media.mediaType());
            }
            byte[] small = smaller(content);
            if (small == null || small.length > 2 * LARGEST) {
                throw new IOException("the picture cannot be made smaller");
            }
            return new Portrait(small, "image/png");
        }
    }

    /// How many bytes it has.
    int size() {
        return content.length;
    }

    /// Its bytes as stanzas hold them.
    String base64() {
        return Base64.getEncoder().encodeToString(content);
    }

    /// What they are.
    String mediaType() {
        return mediaType;
    }

    /// The SHA-1 of the bytes in hex, by which clients know whether they have it.
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }

    private static byte @Nullable [] smaller(byte[] content) throws IOException {
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                // A few bytes can claim to be a picture that fills the memory.
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    return null;
                }
                return png(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            throw new IOException("no picture that can be read", e);
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        double scale = Math.min(1.0, SIDE / (double) Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) (image.getWidth() * scale));
        int height = Math.max(1, (int) (image.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(small, "png", out);
        return out.toByteArray();
    }
}
