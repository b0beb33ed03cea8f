package io.parlance.media;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer to one request, with limits on whatever the server sends (RFC 9112).
///
/// @param status such as 200
/// @param headers by names in lower case
/// @param length of the body, or -1 if it was not said
/// @param body the content, without its framing; closing it closes the connection
record HttpAnswer(int status, Map<String, String> headers, long length, InputStream body)
        implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    /// Reads the head of an answer from `wire`.
    ///
    /// @param deadline a [System#nanoTime()] after which reading fails
    static HttpAnswer read(Socket wire, long deadline) throws IOException {
        InputStream in = new BufferedInputStream(new TimedContent(wire, deadline), 64 * 1024);
        int status = status(in);
        Map<String, String> headers = headers(in);
        while (status / 100 == 1) {
            // Interim answers (RFC 9110 §15.2).
            status = status(in);
            headers = headers(in);
        }
        String coding = headers.getOrDefault("transfer-encoding", "identity");
        if (coding.equalsIgnoreCase("chunked")) {
            return new HttpAnswer(status, headers, -1, new FramedContent(in, -1));
        }
        String said = headers.get("content-length");
        if (!coding.equalsIgnoreCase("identity")
                || !headers.getOrDefault("content-encoding", "identity")
                        .equalsIgnoreCase("identity")
                || (said != null && !LENGTH.matcher(said).matches())) {
            throw new IOException("The file's server answered in a way that is not understood.");
        }
        long length = said == null ? -1 : Long.parseLong(said);
        return new HttpAnswer(
                status, headers, length, length < 0 ? in : new FramedContent(in, length));
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private static int status(InputStream in) throws IOException {
        Matcher status = STATUS.matcher(line(in));
        if (!status.matches()) {
            throw new IOException("What answers there is no HTTP server.");
        }
        return Integer.parseInt(status.group(1));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("The file's server answered with too many headers.");
    }

    /// One line of a head or of chunked framing.
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() >= LONGEST_LINE) {
                throw new IOException("The file's server broke off, or answered with nonsense.");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
