package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.LossView;
import io.parlance.admin.RoomView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `parlance rooms`.
@Command(
        name = "rooms",
        description = {
            "Lists the linked rooms, and who is in them.",
            "With --loss: what is lost between the rooms of each link, or would be between ROOMs."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance rooms",
            "  parlance rooms --people",
            "  parlance rooms --loss",
            "  parlance rooms --loss xmpp:lobby@rooms.example.org mail:lobby@gw.example.org"
        })
final class RoomsCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-p", "--people"},
            description = "Name everybody in each room.")
    private boolean people;

    @Option(
            names = {"-l", "--loss"},
            description = "Tell what people do that is not kept everywhere.")
    private boolean loss;

    @Parameters(
            paramLabel = "ROOM",
            arity = "0..*",
            description = "With --loss: rooms to be linked, as network:room.")
    private List<String> rooms = List.of();

    RoomsCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        if (!loss && !rooms.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Rooms are named with --loss only: parlance rooms --loss ROOM ROOM");
        }
        try (AdminClient client = node.connect()) {
            if (loss) {
                losses(out, client.get("/rooms/loss" + query()));
                return ExitCode.OK;
            }
            String answer = client.get("/rooms");
            if (node.json) {
                out.println(answer);
            } else {
                print(out, Json.readList(answer, RoomView.class));
            }
            return ExitCode.OK;
        }
    }

    private String query() {
        return rooms.stream()
                .map(room -> "room=" + AdminClient.encoded(room))
                .collect(Collectors.joining("&", rooms.isEmpty() ? "" : "?", ""));
    }

    private void losses(PrintWriter out, String answer) {
        if (node.json) {
            out.println(answer);
            return;
        }
        List<LossView> losses = Json.readList(answer, LossView.class);
        if (losses.isEmpty()) {
            out.println("No rooms are linked. Ask for some: parlance rooms --loss ROOM ROOM");
        }
        for (LossView view : losses) {
            new LossTable(view).print(out, paint);
            out.println();
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
