package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.PersonView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `parlance identities`.
@Command(
        name = "identities",
        description = {
            "Lists the people with addresses on several networks.",
            "",
            "identities link A B says that two addresses are one person's; identities unlink A that"
                    + " an address is nobody else's."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance identities",
            "  parlance identities link xmpp:alice@example.org 'matrix:@alice:example.org'",
            "  parlance identities unlink xmpp:alice@example.org"
        })
final class IdentitiesCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    IdentitiesCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.get("/identities");
            if (node.json) {
                out.println(answer);
                return ExitCode.OK;
            }
            List<PersonView> people = Json.readList(answer, PersonView.class);
            if (people.isEmpty()) {
                out.println("Nobody's addresses are linked: parlance identities link A B");
                return ExitCode.OK;
            }
            Table table = new Table("PERSON", "ADDRESSES");
            people.forEach(it -> table.row(it.id(), String.join("  ", it.addresses())));
            table.print(out, paint);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "link",
            description = "Says that two addresses are one person's.",
            mixinStandardHelpOptions = true)
    int link(
            @Mixin Node where,
            @Parameters(paramLabel = "A", description = "One address, as network:address.")
                    String one,
            @Parameters(paramLabel = "B", description = "Another address of the same person.")
                    String other)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = where.connect()) {
            String answer = client.post("/identities", Map.of("addresses", List.of(one, other)));
            PersonView person = Json.read(answer, PersonView.class);
            out.println(
                    where.json
                            ? answer
                            : paint.green("one person: ") + String.join("  ", person.addresses()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "unlink",
            description = "Says that an address is nobody else's.",
            mixinStandardHelpOptions = true)
    int unlink(
            @Mixin Node where,
            @Parameters(paramLabel = "A", description = "The address, as network:address.")
                    String address)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = where.connect()) {
            String answer = client.delete("/identities?address=" + AdminClient.encoded(address));
            out.println(where.json ? answer : paint.green("unlinked ") + address);
            return ExitCode.OK;
        }
    }
}
