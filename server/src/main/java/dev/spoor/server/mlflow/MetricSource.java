package dev.spoor.server.mlflow;

import dev.spoor.model.Assessment;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is counted: traces, their spans or their assessments, with the metrics and dimensions that each has. */
enum MetricSource {
    TRACES(
            metrics(
                    "trace_count", "COUNT",
                    "latency", "AVG PERCENTILE",
                    "input_tokens", "SUM AVG PERCENTILE",
                    "output_tokens", "SUM AVG PERCENTILE",
                    "total_tokens", "SUM AVG PERCENTILE",
                    "cache_read_input_tokens", "SUM AVG PERCENTILE",
                    "cache_creation_input_tokens", "SUM AVG PERCENTILE"),
            "trace_name",
            "trace_status"),
    SPANS(
            metrics(
                    "span_count", "COUNT",
                    "latency", "AVG PERCENTILE",
                    "total_cost", "SUM AVG PERCENTILE"),
            "span_name",
            "span_type",
            "span_status",
            "span_model_name",
            "span_model_provider"),
    ASSESSMENTS(
            metrics(
                    "assessment_count", "COUNT",
                    "assessment_value", "AVG PERCENTILE MIN MAX"),
            "assessment_name",
            "assessment_value");

    private final Map<String, List<String>> metrics;
    private final List<String> dimensions;

    MetricSource(Map<String, List<String>> metrics, String... dimensions) {
        this.metrics = metrics;
        this.dimensions = List.of(dimensions);
    }

    private static Map<String, List<String>> metrics(String... namesAndAggregations) {
        Map<String, List<String>> metrics = new LinkedHashMap<>();
        for (int i = 0; i < namesAndAggregations.length; i += 2) {
            metrics.put(namesAndAggregations[i], List.of(namesAndAggregations[i + 1].split(" ")));
        }
        return metrics;
    }

    /** One value, with everything that it can be grouped by. */
    record Observation(long epochMillis, Map<String, String> dimensions, double value) {}

    /** By name or number. */
    static MetricSource of(String viewType) {
        return switch (viewType) {
            case "TRACES", "1" -> TRACES;
            case "SPANS", "2" -> SPANS;
            case "ASSESSMENTS", "3" -> ASSESSMENTS;
            default ->
                throw ApiException.invalid(
                        "view_type must be one of ['TRACES', 'SPANS', 'ASSESSMENTS'], got '" + viewType + "'");
        };
    }

    static String quoted(Iterable<String> names) {
        List<String> texts = new ArrayList<>();
        names.forEach(name -> texts.add("'" + name + "'"));
        return texts.toString();
    }

    /** @throws ApiException for a metric that it does not have */
    List<String> aggregations(String metric) {
        List<String> found = metrics.get(metric);
        if (found == null) {
            throw ApiException.invalid(
                    "metric_name must be one of " + quoted(metrics.keySet()) + ", got '" + metric + "'");
        }
        return found;
    }

    void checkDimensions(List<String> asked) {
        for (String dimension : asked) {
            if (!dimensions.contains(dimension)) {
                throw ApiException.invalid(
                        "dimensions must be among " + quoted(dimensions) + ", got '" + dimension + "'");
            }
        }
    }

    /** Hands over each value of the metric in the traces that match. */
    void observe(TraceStore store, TraceQuery query, String metric, Consumer<Observation> action) {
        String cursor = null;
        do {
            Page<TraceSummary> page = store.traces(query.page(cursor, TraceQuery.MAX_LIMIT));
            switch (this) {
                case TRACES -> page.items().forEach(trace -> ofTrace(trace, metric, action));
                case SPANS ->
                    page.items()
                            .forEach(trace -> store.forEachSpan(trace.traceId(), row -> ofSpan(row, metric, action)));
                case ASSESSMENTS -> {
                    Map<TraceId, List<Assessment>> found = store.assessments(
                            page.items().stream().map(TraceSummary::traceId).toList());
                    for (TraceSummary trace : page.items()) {
                        found.getOrDefault(trace.traceId(), List.of())
                                .forEach(assessment -> ofAssessment(trace, assessment, metric, action));
                    }
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private static void ofTrace(TraceSummary trace, String metric, Consumer<Observation> action) {
        Usage usage = trace.usage();
        Double value = switch (metric) {
            case "trace_count" -> (Double) 1.0;
            case "latency" -> trace.endEpochNanos() == 0 ? null : (Double) millis(trace.durationNanos());
            default ->
                usage.isEmpty()
                        ? null
                        : (Double) (double)
                                switch (metric) {
                                    case "input_tokens" -> usage.totalInput();
                                    case "output_tokens" -> usage.totalOutput();
                                    case "total_tokens" -> usage.total();
                                    case "cache_read_input_tokens" -> usage.cacheRead();
                                    default -> usage.cacheWrite();
                                };
        };
        if (value != null) {
            Map<String, String> dimensions = Map.of(
                    "trace_name", trace.name(), "trace_status", trace.state().name());
            action.accept(new Observation(Math.floorDiv(trace.startEpochNanos(), 1_000_000L), dimensions, value));
        }
    }

    private static double millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }

    private static void ofSpan(SpanRow span, String metric, Consumer<Observation> action) {
        Double value = switch (metric) {
            case "span_count" -> (Double) 1.0;
            case "latency" ->
                span.endEpochNanos() == 0 ? null : (Double) millis(span.endEpochNanos() - span.startEpochNanos());
            default ->
                span.cost().usd() == null ? null : (Double) span.cost().usd().doubleValue();
        };
        if (value != null) {
            Map<String, String> dimensions = new HashMap<>();
            dimensions.put("span_name", span.name());
            dimensions.put("span_type", span.type().name());
            dimensions.put("span_status", span.status().name());
            put(dimensions, "span_model_name", span.model());
            put(dimensions, "span_model_provider", span.provider());
            action.accept(new Observation(Math.floorDiv(span.startEpochNanos(), 1_000_000L), dimensions, value));
        }
    }

    private static void put(Map<String, String> dimensions, String name, @Nullable String value) {
        if (value != null) {
            dimensions.put(name, value);
        }
    }

    private static void ofAssessment(
            TraceSummary trace, Assessment assessment, String metric, Consumer<Observation> action) {
        Double value = metric.equals("assessment_count") ? (Double) 1.0 : number(assessment.value());
        if (value != null) {
            Map<String, String> dimensions = Map.of(
                    "assessment_name", assessment.name(),
                    "assessment_type", assessment.kind().name().toLowerCase(Locale.ROOT),
                    "assessment_value", ProtoJson.node(assessment.value()).toString());
            action.accept(new Observation(Math.floorDiv(trace.startEpochNanos(), 1_000_000L), dimensions, value));
        }
    }

    /** Yes is 1 and no is 0; null for what is no number. */
    private static @Nullable Double number(Value value) {
        return switch (value) {
            case Value.Bool bool -> bool.value() ? 1.0 : 0.0;
            case Value.Int whole -> (double) whole.value();
            case Value.Real real -> real.value();
            default -> null;
        };
    }
}
