package io.parlance.media;

import io.parlance.spi.MediaStore.Media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Fetches files by HTTP/1.1 (RFC 9112) on the caller's thread, one connection for each.
///
/// It opens its sockets itself because it must connect to the address that [FetchGuard] checked,
/// while the certificate and the `Host` are the name's; the JDK's clients resolve the name again.
/// Any thread; blocks.
final class HttpFetch {
    private static final int REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    private final FetchGuard guard;
    private final long limit;
    private final Duration patience;

    /// Fetches what `guard` permits, up to `limit` bytes each and for no longer than `patience`.
    HttpFetch(FetchGuard guard, long limit, Duration patience) {
        this.guard = guard;
        this.limit = limit;
        this.patience = patience;
    }

    /// Opens the file at `place`.
    ///
    /// @param declared the media type it is said to have
    /// @throws IOException with a text for people, if it cannot be had
    Media open(URI place, String declared) throws IOException {
        URI here = place;
        for (int step = 0; step <= REDIRECTS; step++) {
            HttpAnswer answer = ask(here);
            try {
                if (answer.status() == 200) {
                    return media(answer, declared);
                }
                here = elsewhere(here, answer);
                answer.close();
            } catch (IOException | RuntimeException e) {
                answer.close();
                throw e;
            }
        }
        throw new IOException("The file's server sends from one place to the next.");
    }

    private Media media(HttpAnswer answer, String declared) throws IOException {
        if (answer.length() > limit) {
            throw BoundedContent.tooLarge(limit);
        }
        InputStream content = new BoundedContent(answer.body(), limit);
        byte[] head = content.readNBytes(MediaType.HEAD);
        String said = answer.header("content-type");
        String type = MediaType.of(said == null ? "" : said, head);
        return new Media(
                new SequenceInputStream(new ByteArrayInputStream(head), content),
                answer.length(),
                type.equals(MediaType.UNKNOWN) ? MediaType.of(declared, head) : type);
    }

    private URI elsewhere(URI here, HttpAnswer answer) throws IOException {
        String location = answer.header("location");
        if (!MOVED.contains(answer.status()) || location == null) {
            throw new IOException("The file's server answered " + answer.status() + ".");
        }
        try {
            return here.resolve(location);
        } catch (IllegalArgumentException _) {
            throw new IOException("The file's server sends to an address that is none.");
        }
    }

    private HttpAnswer ask(URI place) throws IOException {
        String host = place.getHost();
        boolean secure = "https".equalsIgnoreCase(place.getScheme());
        if (host == null
                || place.getRawUserInfo() != null
                || !(secure || "http".equalsIgnoreCase(place.getScheme()))) {
            throw new IOException("Only plain http and https links are fetched.");
        }
        int standard = secure ? 443 : 80;
        int port = place.getPort() < 0 ? standard : place.getPort();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        long deadline = System.nanoTime() + patience.toNanos();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(guard.address(name), port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            Socket wire = secure ? secured(socket, name, port) : socket;
            wire.getOutputStream().write(request(place, port == standard ? "" : ":" + port));
            return HttpAnswer.read(wire, deadline);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket socket, String name, int port) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(socket, name, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(URI place, String port) {
        // ASCII, so nothing of the link can break out of its line.
        URI ascii = URI.create(place.toASCIIString());
        String path =
                ascii.getRawPath() == null || ascii.getRawPath().isEmpty()
                        ? "/"
                        : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        return """
        GET %s HTTP/1.1\r
        Host: %s\r
        User-Agent: Parlance\r
        Accept: */*\r
        Accept-Encoding: identity\r
        Connection: close\r
        \r
        """
                .formatted(path + query, ascii.getHost() + port)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
