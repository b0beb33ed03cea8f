package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.RoomView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// `parlance rooms`.
@Command(
        name = "rooms",
        description = "Lists the linked rooms, and who is in them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  parlance rooms", "  parlance rooms --people"})
final class RoomsCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-p", "--people"},
            description = "Name everybody in each room.")
    private boolean people;

    RoomsCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.get("/rooms");
            if (node.json) {
                out.println(answer);
            } else {
                print(out, Json.readList(answer, RoomView.class));
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, List<RoomView> rooms) {
        if (rooms.isEmpty()) {
            out.println("No rooms are linked. Link some: parlance link ROOM ROOM");
            return;
        }
        Table table = new Table("LINK", "ROOM", "PEOPLE", "SUBJECT");
        for (RoomView room : rooms) {
            table.row(room.link(), room.room(), room.occupants().size(), room.topic());
            if (people) {
                room.occupants()
                        .forEach(who -> table.row("", "  " + who.name(), "", who.address()));
            }
        }
        table.print(out, paint);
    }
}
