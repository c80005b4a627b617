package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one trace as a tree. */
@Command(
        name = "trace",
        description = "Shows a trace: what it did, as a tree.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor trace 4bf92f3577b34da6a3ce929d0e0e4736",
            "  spoor trace tr-4bf92f3577b34da6a3ce929d0e0e4736 --json"
        })
public final class TraceCommand implements Callable<Integer> {
    @Mixin
    SpoorApi api = new SpoorApi();

    @Parameters(paramLabel = "ID", description = "The trace's id, also as MLflow writes it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    String id;

    @Option(names = "--json", description = "Print it as the API gives it.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode trace = api.get("/api/v1/traces/" + SpoorApi.encoded(id), new SpoorApi.Query());
        if (json) {
            out.println(trace);
        } else {
            head(out, trace);
            tree(out, trace.path("spans"));
        }
        out.flush();
        return 0;
    }

    private static void head(PrintWriter out, JsonNode trace) {
        out.println(Shown.text(trace.path("name")) + "  " + trace.path("state").asText());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("started", Shown.time(trace.path("start_time")));
        facts.put("took", Shown.duration(trace.path("duration_ns").asLong()));
        facts.put("tokens", Shown.count(trace.path("usage").path("total").asLong()));
        facts.put("cost", Shown.cost(trace));
        facts.put("session", Shown.text(trace.path("session")));
        facts.put("user", Shown.text(trace.path("user")));
        facts.put("input", Shown.text(trace.path("input_preview")));
        facts.put("output", Shown.text(trace.path("output_preview")));
        facts.put("error", Shown.text(trace.path("error_message")));
        facts.forEach((name, value) -> {
            if (!value.equals("–")) {
                out.printf("  %-8s %s%n", name, value);
            }
        });
        trace.path("tags")
                .properties()
                .forEach(tag -> out.printf(
                        "  %-8s %s = %s%n", "tag", tag.getKey(), tag.getValue().asText()));
        out.println();
    }

    private static void tree(PrintWriter out, JsonNode spans) {
        Set<String> known = new HashSet<>();
        spans.forEach(span -> known.add(span.path("span_id").asText()));
        Map<String, List<JsonNode>> children = new HashMap<>();
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode span : spans) {
            String parent = span.path("parent_span_id").asText();
            // A parent that has not arrived leaves its children at the top.
            if (known.contains(parent)) {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(span);
            } else {
                roots.add(span);
            }
        }
        for (JsonNode root : roots) {
            out.println(line(root));
            branches(out, children, root, "");
        }
    }

    private static void branches(PrintWriter out, Map<String, List<JsonNode>> children, JsonNode span, String indent) {
        List<JsonNode> below = children.getOrDefault(span.path("span_id").asText(), List.of());
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            out.println(indent + (last ? "└─ " : "├─ ") + line(below.get(i)));
            branches(out, children, below.get(i), indent + (last ? "   " : "│  "));
        }
    }

    private static String line(JsonNode span) {
        StringBuilder line = new StringBuilder(span.path("name").asText());
        line.append("  ").append(span.path("type").asText().toLowerCase(java.util.Locale.ROOT));
        line.append("  ").append(Shown.duration(span.path("duration_ns").asLong()));
        if (span.path("end_time").isNull()) {
            line.append("  running");
        }
        long tokens = span.path("usage").path("total").asLong();
        if (tokens > 0) {
            line.append("  ").append(Shown.count(tokens)).append(" tokens");
        }
        if (span.path("status").asText().equals("ERROR")) {
            line.append("  ✗ ").append(Shown.text(span.path("error_message")));
        }
        return line.toString();
    }
}
