package io.parlance.conformance.play;

import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.GatewayProcess;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.MailProbe;
import io.parlance.conformance.probe.MatrixProbe;
import io.parlance.conformance.probe.MqttProbe;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.XmppProbe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lab, a gateway, and one person on each network: Romeo on XMPP, Juliet on Matrix, a pump's
/// keeper on MQTT, the friar by mail. All of them log in as the lab's `alice`.
final class Stage implements AutoCloseable {
    private final Lab lab;
    private final GatewayProcess gateway;
    private final Path folder;
    private final List<AutoCloseable> closing = new ArrayList<>();

    final XmppProbe romeo;
    final MatrixProbe juliet;
    final MqttProbe keeper;
    final MailProbe friar;

    private Stage(Path folder, Lab lab) throws Exception {
        this.folder = folder;
        this.lab = lab;
        closing.add(lab);
        try {
            gateway =
                    GatewayProcess.start(
                            GatewayYaml.write(folder.resolve("gateway"), "play", lab.env()));
            closing.add(gateway);
            gateway.awaitUp();
            romeo = open(new XmppProbe(lab.env(), "alice", "Romeo"));
            juliet = open(new MatrixProbe(lab.env(), "alice"));
            keeper = open(new MqttProbe(lab.env(), "alice"));
            friar = open(new MailProbe(lab.env(), "alice", "Friar Laurence"));
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /// Sets the stage.
    static Stage open() throws Exception {
        Path folder = Folders.forLab("parlance-play");
        return new Stage(
                folder, Lab.up(folder.resolve("lab"), List.of("xmpp", "matrix", "mqtt", "mail")));
    }

    private <T extends Probe> T open(T probe) {
        closing.add(probe);
        return probe;
    }

    LabEnv env() {
        return lab.env();
    }

    Lab lab() {
        return lab;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    Path folder() {
        return folder;
    }

    /// The person on `network`.
    Probe person(String network) {
        return switch (network) {
            case "xmpp" -> romeo;
            case "matrix" -> juliet;
            case "mqtt" -> keeper;
            case "mail" -> friar;
            default -> throw new IllegalArgumentException("No network " + network);
        };
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable part : closing.reversed()) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                System.err.println("Could not close " + part + ": " + e);
            }
        }
        closing.clear();
        Folders.remove(folder);
    }
}
