package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists projects; those below it hide one and bring it back. */
@Command(
        name = "projects",
        description = "Lists projects; hides one with its traces, and brings it back.",
        mixinStandardHelpOptions = true,
        subcommands = {ProjectsCommand.Delete.class, ProjectsCommand.Restore.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor projects --deleted                also those that are deleted",
            "  spoor projects delete shop --dry-run    how many traces would be hidden",
            "  spoor projects delete shop",
            "  spoor projects restore shop",
            "",
            "To remove a project's traces for good: spoor delete --project NAME"
        })
public final class ProjectsCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/projects";

    @Mixin
    SpoorApi api = new SpoorApi();

    @Option(names = "--deleted", description = "Also those that are deleted.")
    boolean deleted;

    @Option(names = "--json", description = "Print a JSON object a line.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table(">id", "name", "made", "state");
        api.get(PATH, new SpoorApi.Query().with("deleted", deleted ? true : null))
                .path("projects")
                .forEach(project -> {
                    if (json) {
                        out.println(project);
                    } else {
                        table.row(
                                project.path("project_id").asText(),
                                Shown.text(project.path("name")),
                                Shown.time(project.path("create_time")),
                                project.path("deleted").asBoolean() ? "deleted" : "");
                    }
                });
        if (!json) {
            table.print(out);
        }
        out.flush();
        return 0;
    }

    /** Hides a project. */
    @Command(
            name = "delete",
            description = "Hides a project and its traces. Nothing is lost: 'spoor projects restore' brings them back.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {"  spoor projects delete shop --dry-run", "  spoor projects delete shop"})
    static final class Delete implements Callable<Integer> {
        @Mixin
        SpoorApi api = new SpoorApi();

        @Parameters(paramLabel = "NAME", description = "The project's name, or its id.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        String name;

        @Option(names = "--dry-run", description = "Only count the traces.")
        boolean dryRun;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode answer = api.delete(
                    PATH + "/" + SpoorApi.encoded(name), new SpoorApi.Query().with("dry_run", dryRun ? true : null));
            String project = answer.at("/project/name").asText();
            long traces = answer.path("traces").asLong();
            PrintWriter out = spec.commandLine().getOut();
            if (dryRun) {
                out.printf("the project %s has %,d traces; nothing was hidden%n", project, traces);
            } else {
                out.printf(
                        "the project %s is hidden with its %,d traces; 'spoor projects restore %s' brings them back%n",
                        project, traces, project);
            }
            out.flush();
            return 0;
        }
    }

    /** Brings a project back. */
    @Command(
            name = "restore",
            description = "Brings a deleted project and its traces back.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {"  spoor projects restore shop"})
    static final class Restore implements Callable<Integer> {
        @Mixin
        SpoorApi api = new SpoorApi();

        @Parameters(paramLabel = "NAME", description = "The project's name, or its id.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        String name;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode project =
                    api.post(PATH + "/" + SpoorApi.encoded(name) + "/restore", JsonNodeFactory.instance.objectNode());
            PrintWriter out = spec.commandLine().getOut();
            out.println("the project " + project.path("name").asText() + " is back with its traces");
            out.flush();
            return 0;
        }
    }
}
