package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.cli.UserException;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes traces for good. */
@Command(
        name = "delete",
        description = "Deletes traces for good, by id or by filter, time and project.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor delete 4bf92f3577b34da6a3ce929d0e0e4736",
            "  spoor delete --filter \"tag.env = 'dev'\" --dry-run      how many would go",
            "  spoor delete --until 30d --yes                        without being asked",
            "  spoor delete --project shop --dry-run                 all traces of a project",
            "",
            "To hide a project so that it can be brought back: spoor projects delete NAME"
        })
public final class DeleteCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/traces/delete";

    @Mixin
    SpoorApi api = new SpoorApi();

    @Mixin
    TraceChoice choice = new TraceChoice();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Traces by their ids.")
    List<String> ids = List.of();

    @Option(names = "--dry-run", description = "Only count.")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (ids.isEmpty() == choice.isEmpty()) {
            throw new UserException(
                    "name traces by their ids, or choose them by --filter, --since, --until or --project");
        }
        ObjectNode body = body();
        long count = api.post(PATH, body.deepCopy().put("dry_run", true))
                .path("traces_deleted")
                .asLong();
        if (dryRun || count == 0) {
            out.printf("%,d traces match%s%n", count, dryRun ? "; nothing was deleted" : "");
        } else if (yes || confirmed(count)) {
            long deleted = 0;
            JsonNode answer;
            do {
                answer = api.post(PATH, body);
                deleted += answer.path("traces_deleted").asLong();
            } while (answer.path("more").asBoolean());
            out.printf("%,d traces deleted%n", deleted);
        } else {
            out.println("nothing was deleted");
        }
        out.flush();
        return 0;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!ids.isEmpty()) {
            ids.forEach(body.putArray("trace_ids")::add);
            return body;
        }
        if (choice.projects.size() > 1) {
            throw new UserException("--project: traces are deleted of one project at a time");
        }
        put(body, "filter", choice.filter);
        put(body, "from", TraceChoice.time("--since", choice.since));
        put(body, "to", TraceChoice.time("--until", choice.until));
        put(body, "project", choice.projects.isEmpty() ? null : choice.projects.get(0));
        return body;
    }

    private static void put(ObjectNode body, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static boolean confirmed(long count) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new UserException("%,d traces match; say --yes to delete them".formatted(count));
        }
        String answer = console.readLine("Delete %,d traces for good? [y/N] ", count);
        return answer != null
                && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }
}
