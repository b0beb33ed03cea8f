package io.parlance.conformance.bench;

import io.parlance.conformance.lab.GatewayProcess;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.testing.StablePort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that runs beside the load generator: Prosody and Mosquitto in a lab, the gateway, the
/// bare bridge. Closing stops all of it.
final class Servers implements AutoCloseable {
    static final String BENCH1 = "bench1.xmpp.test";
    static final String BENCH2 = "bench2.xmpp.test";

    private final Lab lab;
    private final LabEnv settings;
    private final GatewayProcess gateway;
    private final FloorProcess floor;

    private Servers(Lab lab, LabEnv settings, GatewayProcess gateway, FloorProcess floor) {
        this.lab = lab;
        this.settings = settings;
        this.gateway = gateway;
        this.floor = floor;
    }

    /// Starts the servers, then the gateway, which finds its homeserver at `homeserverPort`.
    static Servers start(Path folder, Lab lab, int homeserverPort, List<String> flags)
            throws IOException, InterruptedException {
        Map<String, String> values = new HashMap<>(lab.env().values());
        values.put("PEERS", "xmpp matrix mqtt");
        values.put("MATRIX_URL", "http://127.0.0.1:" + homeserverPort);
        values.put("MATRIX_SERVER_NAME", FakeHomeserver.SERVER);
        values.put("MATRIX_AS_TOKEN", "bench-as-token-0123456789abcdef");
        values.put("MATRIX_HS_TOKEN", "bench-hs-token-0123456789abcdef");
        values.put("MATRIX_AS_PORT", Integer.toString(StablePort.find()));
        LabEnv settings = new LabEnv(values);
        Path config = GatewayYaml.write(folder.resolve("gateway"), "bench", settings);
        GatewayProcess gateway = GatewayProcess.start(config, flags);
        try {
            FloorProcess floor = FloorProcess.start(settings, folder);
            return new Servers(lab, settings, gateway, floor);
        } catch (IOException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /// What authenticates the fake homeserver and the gateway to each other.
    static FakeHomeserver.Tokens tokens() {
        return new FakeHomeserver.Tokens(
                "bench-as-token-0123456789abcdef", "bench-hs-token-0123456789abcdef");
    }

    GatewayProcess gateway() {
        return gateway;
    }

    FloorProcess floor() {
        return floor;
    }

    LabEnv settings() {
        return settings;
    }

    /// The XMPP server's process.
    long prosody() {
        return Long.parseLong(lab.env().get("PROSODY_PID"));
    }

    @Override
    public void close() {
        floor.close();
        gateway.close();
    }
}
