package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.conformance.lab.GatewayProcess;

import java.io.IOException;

/// From the start of the process until it is ready with all links up, with the data that the other
/// parts left. Run last.
final class StartPart implements Part {
    private static final double LIMIT_SECONDS = 40;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        GatewayProcess gateway = stage.servers().gateway();
        stage.generator().homeserver().fast();
        int rounds = stage.plan().rounds();
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            gateway.stop();
            long begun = System.nanoTime();
            gateway.restart();
            boolean ready = Stage.await(LIMIT_SECONDS, () -> isReady(gateway));
            seconds[i] = ready ? (System.nanoTime() - begun) / 1e9 : Double.NaN;
            stage.report().line("start round %d/%d: %.2f s", i + 1, rounds, seconds[i]);
        }
        Ratios all = Ratios.of(seconds);
        ObjectNode part = stage.report().part(name());
        Report.put(part, "seconds", all);
        part.put("resident_mib", ProcessFigures.residentMib(gateway.pid()));
        stage.report().atMost("start: seconds until ready", all, 3);
    }

    private static boolean isReady(GatewayProcess gateway) {
        try {
            return gateway.page("/ready").contains("\"ready\":true");
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
