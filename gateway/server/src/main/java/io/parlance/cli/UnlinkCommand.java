package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.LinkView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// `parlance unlink`.
@Command(
        name = "unlink",
        description = "Ends the link that a room is in. The rooms stay; they are separate again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  parlance unlink xmpp:lobby@rooms.example.org", "  parlance rooms"})
final class UnlinkCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ROOM", description = "Any room of the link, as network:room.")
    private String room = "";

    UnlinkCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.delete("/links?room=" + AdminClient.encoded(room));
            if (node.json) {
                out.println(answer);
                return ExitCode.OK;
            }
            LinkView link = Json.read(answer, LinkView.class);
            out.println(paint.green("unlinked") + " (" + link.id() + ")");
            link.rooms().forEach(each -> out.println("  " + each));
            return ExitCode.OK;
        }
    }
}
