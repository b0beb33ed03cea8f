package io.parlance.conformance.bench;

import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.Lab;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// The whole bench: starts everything, runs the parts in order, reports, and leaves nothing
/// running.
public final class Performance {
    private static final double INVITED_SECONDS = 30;

    private Performance() {}

    /// What is asked for.
    ///
    /// @param rounds 0 for the usual number
    /// @param only parts' names; empty for all
    /// @param flags further flags for the gateway's JVM
    /// @param json where to write the figures, or null
    public record Wishes(
            boolean quick,
            int rounds,
            List<String> only,
            List<String> flags,
            @Nullable Path json) {}

    private static List<Part> parts() {
        return List.of(
                new MemoryPart(),
                new PairPart(
                        "xmpp-mqtt",
                        flows ->
                                List.of(
                                        flows.xmppToMqttByFloor(),
                                        flows.xmppToXmpp(),
                                        flows.xmppToMqtt()),
                        PairPart.Preparation.NONE,
                        true),
                new PairPart(
                        "mqtt-xmpp",
                        flows ->
                                List.of(
                                        flows.mqttToXmppByFloor(),
                                        flows.xmppToXmpp(),
                                        flows.xmppToXmppAlike(),
                                        flows.mqttToMqtt(),
                                        flows.mqttToXmpp()),
                        PairPart.Preparation.NONE,
                        true),
                new PairPart(
                        "xmpp-matrix",
                        flows -> List.of(flows.xmppToXmpp(), flows.xmppToMatrix()),
                        PairPart.Preparation.NONE,
                        false),
                new PairPart(
                        "matrix-xmpp",
                        flows -> List.of(flows.xmppToXmpp(), flows.matrixToXmpp()),
                        Performance::invite,
                        false),
                new FanoutPart(),
                new RoomsPart(),
                new SlowPart(),
                new FilePart(),
                new StartPart());
    }

    /// The parts' names, in the order in which they run.
    public static List<String> names() {
        return parts().stream().map(Part::name).toList();
    }

    /// Runs what is asked for.
    ///
    /// @return the exit code
    public static int run(Wishes wishes, PrintWriter out) throws IOException, InterruptedException {
        Plan plan = Plan.of(wishes.quick(), wishes.rounds(), wishes.only(), wishes.flags());
        Report report = new Report(out);
        Path folder = Folders.forLab("parlance-bench");
        Cleaning cleaning = new Cleaning(folder);
        Thread hook = new Thread(cleaning::close);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            perform(plan, report, folder, cleaning);
        } catch (Lab.CannotBeHad e) {
            report.line("%s", e);
            return 2;
        } finally {
            cleaning.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        int missed = report.close();
        if (wishes.json() != null) {
            report.write(wishes.json());
        }
        return missed == 0 ? 0 : 1;
    }

    private static void perform(Plan plan, Report report, Path folder, Cleaning cleaning)
            throws IOException, InterruptedException {
        Lab lab = cleaning.on(Lab.up(folder.resolve("lab"), List.of("xmpp", "mqtt")));
        Generator generator = cleaning.on(Generator.open());
        Servers servers =
                cleaning.on(Servers.start(folder, lab, generator.homeserverPort(), plan.flags()));
        generator.connect(servers.settings());
        generator.homeserver().appservice(servers.settings().port("MATRIX_AS_PORT"));
        servers.gateway().awaitUp();
        report.machine(
                plan,
                "Prosody "
                        + servers.settings().get("XMPP_VERSION")
                        + ", Mosquitto "
                        + servers.settings().get("MQTT_VERSION"));
        report.line("everything is up");
        Stage stage = new Stage(plan, servers, generator, report);
        for (Part part : parts()) {
            if (plan.wants(part.name())) {
                try {
                    part.run(stage);
                } catch (IOException e) {
                    // The figures of a quarter of an hour are not thrown away for one part.
                    report.failed(part.name(), e);
                }
            }
        }
        generator
                .errors()
                .forEach((what, times) -> report.line("%d stanzas came back: %s", times, what));
    }

    private static void invite(Stage stage) throws IOException {
        int before = stage.generator().rooms();
        stage.flows().invite();
        boolean there =
                Stage.await(
                        INVITED_SECONDS, () -> stage.generator().rooms() - before >= Flows.PEOPLE);
        if (!there) {
            throw new IOException(
                    "The ghost followed "
                            + (stage.generator().rooms() - before)
                            + " of "
                            + Flows.PEOPLE
                            + " invitations.");
        }
    }
}
