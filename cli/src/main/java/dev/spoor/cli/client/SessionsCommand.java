package dev.spoor.cli.client;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists conversations. */
@Command(
        name = "sessions",
        description = "Lists sessions, the newest activity first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  spoor sessions --since 1d", "  spoor sessions --filter \"user = 'ada'\" --json"})
public final class SessionsCommand implements Callable<Integer> {
    @Mixin
    SpoorApi api = new SpoorApi();

    @Mixin
    TraceChoice choice = new TraceChoice();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (50).")
    long limit;

    @Option(names = "--json", description = "Print a JSON object a line.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("last", ">traces", ">errors", ">tokens", ">cost", "user", "session", "first input");
        api.pages("/api/v1/sessions", choice.query(), "sessions", limit, session -> {
            if (json) {
                out.println(session);
            } else {
                table.row(
                        Shown.time(session.path("last_start_time")),
                        Shown.count(session.path("trace_count").asLong()),
                        Shown.count(session.path("error_count").asLong()),
                        Shown.count(session.path("usage").path("total").asLong()),
                        Shown.cost(session),
                        Shown.text(session.path("user")),
                        Shown.text(session.path("session")),
                        Shown.text(session.path("first_input_preview")));
            }
        });
        if (!json && table.size() == 0) {
            out.println("no session matches");
        } else if (!json) {
            table.print(out);
        }
        out.flush();
        return 0;
    }
}
