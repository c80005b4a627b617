package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds a text in all that was sent. */
@Command(
        name = "search",
        description = "Finds the traces that contain a text, the newest first, and shows where.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor search 'refund policy' --since 1d",
            "  spoor search Timeout --case-sensitive --filter \"status = 'ERROR'\"",
            "  spoor search invoice-4711 --json | jq -r .trace.trace_id"
        })
public final class SearchCommand implements Callable<Integer> {
    private static final int LARGEST_PAGE = 200;

    @Mixin
    SpoorApi api = new SpoorApi();

    @Mixin
    TraceChoice choice = new TraceChoice();

    @Parameters(paramLabel = "TEXT", description = "A part of what was sent; one space stands for any white space.")
    String text = "";

    @Option(names = "--case-sensitive", description = "Tell A from a.")
    boolean caseSensitive;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many traces (20).")
    long limit;

    @Option(names = "--json", description = "Print a JSON object a line.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        long left = limit;
        String token = "";
        while (left > 0) {
            JsonNode page = api.get(
                    "/api/v1/search",
                    choice.query()
                            .with("text", text)
                            .with("case_sensitive", caseSensitive)
                            .with("limit", Math.min(left, LARGEST_PAGE))
                            .with("page_token", token));
            for (JsonNode hit : page.path("hits")) {
                out.println(json ? hit.toString() : shown(hit, ansi));
                left--;
            }
            out.flush();
            if (!page.path("complete").asBoolean() && !json) {
                spec.commandLine()
                        .getErr()
                        .println("searched back to " + Shown.time(page.path("searched_until_time")) + ", going on");
                spec.commandLine().getErr().flush();
            }
            if (!page.path("next_page_token").isTextual()) {
                break;
            }
            token = page.path("next_page_token").asText();
        }
        if (left == limit && !json) {
            out.println("nothing contains it");
        }
        out.flush();
        return 0;
    }

    private static String shown(JsonNode hit, Ansi ansi) {
        JsonNode trace = hit.path("trace");
        long more = hit.path("match_count").asLong() - 1;
        return Shown.time(trace.path("start_time")) + "  " + styled(ansi, "\u001b[1m", Shown.text(trace.path("name")))
                + "  " + trace.path("trace_id").asText() + "\n    "
                + (hit.path("span_name").isNull() ? "beside the spans" : Shown.text(hit.path("span_name"))) + " · "
                + hit.path("field").asText() + (more == 0 ? "" : " · and in " + more + " more spans") + "\n    "
                + marked(hit.path("snippet"), ansi);
    }

    /** The places that were found in bold yellow, where a terminal can show that. */
    private static String marked(JsonNode snippet, Ansi ansi) {
        String text = snippet.path("text").asText();
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (JsonNode place : snippet.path("highlights")) {
            int start = place.path(0).asInt();
            int end = place.path(1).asInt();
            out.append(safe(text.substring(at, start)))
                    .append(styled(ansi, "\u001b[1;33m", safe(text.substring(start, end))));
            at = end;
        }
        return out.append(safe(text.substring(at))).toString();
    }

    private static String styled(Ansi ansi, String style, String text) {
        return ansi.enabled() ? style + text + "\u001b[0m" : text;
    }

    /** What was sent must not command the terminal. */
    private static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
