package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists traces. */
@Command(
        name = "traces",
        description = "Lists traces, the newest first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor traces --since 1h",
            "  spoor traces --filter \"status = 'ERROR' AND model = 'gpt-5'\"",
            "  spoor traces --order-by 'duration DESC' --limit 10",
            "  spoor traces --since 1d --json | jq -r .trace_id"
        })
public final class TracesCommand implements Callable<Integer> {
    @Mixin
    SpoorApi api = new SpoorApi();

    @Mixin
    TraceChoice choice = new TraceChoice();

    @Option(
            names = "--order-by",
            paramLabel = "FIELD",
            description = "Sort by it, such as 'cost DESC'. May be repeated.")
    List<String> orderBy = List.of();

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
        Table table = new Table("started", "state", ">duration", ">spans", ">tokens", ">cost", "name", "trace");
        api.pages("/api/v1/traces", choice.query().with("order_by", orderBy), "traces", limit, trace -> {
            if (json) {
                out.println(trace);
            } else {
                table.row(row(trace));
            }
        });
        if (!json && table.size() == 0) {
            out.println("no trace matches");
        } else if (!json) {
            table.print(out);
        }
        out.flush();
        return 0;
    }

    private static String[] row(JsonNode trace) {
        return new String[] {
            Shown.time(trace.path("start_time")),
            trace.path("state").asText(),
            Shown.duration(trace.path("duration_ns").asLong()),
            Shown.count(trace.path("span_count").asLong()),
            Shown.count(trace.path("usage").path("total").asLong()),
            Shown.cost(trace),
            Shown.text(trace.path("name")),
            trace.path("trace_id").asText()
        };
    }
}
