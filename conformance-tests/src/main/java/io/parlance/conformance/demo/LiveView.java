package io.parlance.conformance.demo;

import io.parlance.admin.CrossingView;
import io.parlance.admin.Json;
import io.parlance.cli.CrossingLine;
import io.parlance.cli.Paint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Prints what crosses, as the gateway's admin API tells it, and knows which first words arrived.
public final class LiveView implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream out;
    private final CrossingLine line;
    private final Set<String> arrived = new HashSet<>();
    private final Thread reader;

    /// Watches the gateway at `url`; what happens from now on is printed.
    public LiveView(URI url, String token, PrintStream out, Paint paint)
            throws IOException, InterruptedException {
        this.out = out;
        this.line = new CrossingLine(paint);
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/api/v1/events"))
                        .header("Authorization", "Bearer " + token)
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        // The first line says that the gateway listens to itself from now on.
        lines.readLine();
        reader = Thread.ofVirtual().name("live").start(() -> read(lines));
    }

    private void read(BufferedReader lines) {
        try (lines) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                if (!text.isBlank()) {
                    show(Json.read(text, CrossingView.class));
                }
            }
        } catch (IOException _) {
            // The gateway stops: so does the view.
        }
    }

    private void show(CrossingView crossing) {
        switch (crossing.kind()) {
            case "typing", "receipt", "presence" -> {
                return;
            }
            default -> out.println(line.of(crossing));
        }
        if (crossing.what().equals("delivered") && crossing.kind().equals("message")) {
            synchronized (arrived) {
                arrived.add(crossing.text() + " → " + crossing.network());
                arrived.notifyAll();
            }
        }
    }

    /// Waits until the first word of each network was delivered to all others.
    ///
    /// @return whether that happened in time
    public boolean awaitCrossings(List<String> networks) throws InterruptedException {
        Set<String> wanted = new HashSet<>();
        for (String from : networks) {
            for (String to : networks) {
                if (!from.equals(to)) {
                    wanted.add(Party.word(from) + " → " + to);
                }
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (arrived) {
            while (!arrived.containsAll(wanted)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    wanted.removeAll(arrived);
                    out.println("Not delivered: " + wanted);
                    return false;
                }
                arrived.wait(left);
            }
        }
        return true;
    }

    /// Shows what crosses until the gateway stops.
    public void untilItEnds() throws InterruptedException {
        reader.join();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
