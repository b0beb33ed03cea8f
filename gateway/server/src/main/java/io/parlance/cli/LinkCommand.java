package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.LinkView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `parlance link`.
@Command(
        name = "link",
        description = {
            "Makes two or more rooms one room: what is said in one is said in all.",
            "",
            "A room is written network:room, the network by its name in the configuration."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance link 'xmpp:lobby@rooms.example.org' 'matrix:#lobby:example.org'",
            "  parlance link xmpp:lobby@rooms.example.org mqtt:lobby mail:lobby@gw.example.org",
            "",
            "On Matrix, invite the gateway's user (@parlance:… by default) into the room first,",
            "unless anybody may join it."
        })
final class LinkCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "2..*", paramLabel = "ROOM", description = "Rooms to become one.")
    private List<String> rooms = List.of();

    LinkCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.post("/links", Map.of("rooms", rooms));
            if (node.json) {
                out.println(answer);
                return ExitCode.OK;
            }
            LinkView link = Json.read(answer, LinkView.class);
            out.println(paint.green("linked") + " (" + link.id() + ")");
            link.rooms().forEach(room -> out.println("  " + room));
            return ExitCode.OK;
        }
    }
}
