package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.filter.Filter;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.mlflow.MetricSource.Observation;
import dev.spoor.store.TraceQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of traces, spans and assessments by MLflow's names, grouped by dimensions and steps of time. */
final class TraceMetrics {
    private static final int MAX_RESULTS = 50_000;
    private static final Pattern CONDITION =
            Pattern.compile("(trace|span|assessment)\\.(.+?)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")");
    private static final DateTimeFormatter BUCKET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Services services;

    TraceMetrics(Services services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.POST, "/traces/metrics", this::answer);
    }

    private JsonNode answer(MlflowRequest request) {
        List<String> experiments = request.texts("experiment_ids");
        if (experiments.isEmpty()) {
            throw MlflowRequest.missing("experiment_ids");
        }
        MetricSource source = MetricSource.of(request.required("view_type"));
        String metric = request.required("metric_name");
        List<Aggregation> aggregations = aggregations(request, source.aggregations(metric));
        List<String> dimensions = request.texts("dimensions");
        source.checkDimensions(dimensions);
        long intervalMillis = request.number("time_interval_seconds", 0) * 1000;
        long from = request.number("start_time_ms", 0);
        long to = request.number("end_time_ms", 0);
        if (intervalMillis > 0 && (from == 0 || to == 0)) {
            throw ApiException.invalid("start_time_ms and end_time_ms are required if time_interval_seconds is set");
        }
        int max = request.maxResults(1000, MAX_RESULTS);
        Conditions conditions = conditions(request.texts("filters"));
        MetricGroups groups = new MetricGroups();
        TraceQuery query = new TraceQuery(
                experiments,
                from * 1_000_000,
                to == 0 ? 0 : (to + 1) * 1_000_000,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                conditions.filter,
                List.of(),
                null,
                TraceQuery.MAX_LIMIT);
        source.observe(services.store(), query, metric, seen -> {
            if (conditions.others.test(seen)) {
                List<String> key = new ArrayList<>();
                if (intervalMillis > 0) {
                    key.add(bucket(seen.epochMillis(), intervalMillis));
                }
                dimensions.forEach(dimension -> key.add(seen.dimensions().getOrDefault(dimension, "")));
                groups.add(key, seen.value());
            }
        });
        return points(request, metric, dimensions, intervalMillis > 0, aggregations, groups.sorted(), max);
    }

    private static String bucket(long epochMillis, long intervalMillis) {
        long start = Math.floorDiv(epochMillis, intervalMillis) * intervalMillis;
        return Instant.ofEpochMilli(start).atOffset(ZoneOffset.UTC).format(BUCKET);
    }

    private static JsonNode points(
            MlflowRequest request,
            String metric,
            List<String> dimensions,
            boolean buckets,
            List<Aggregation> aggregations,
            List<MetricGroups.Group> groups,
            int max) {
        int from = PageToken.parse(request.text("page_token")).offset();
        int to = Math.min(groups.size(), from + max);
        ObjectNode answer = Endpoints.object();
        ArrayNode points = answer.putArray("data_points");
        for (int i = from; i < to; i++) {
            MetricGroups.Group group = groups.get(i);
            ObjectNode point = points.addObject().put("metric_name", metric);
            ObjectNode named = Endpoints.object();
            for (int k = 0; k < group.key().size(); k++) {
                String name = buckets && k == 0 ? "time_bucket" : dimensions.get(k - (buckets ? 1 : 0));
                if (!group.key().get(k).isEmpty()) {
                    named.put(name, group.key().get(k));
                }
            }
            if (!named.isEmpty()) {
                point.set("dimensions", named);
            }
            ObjectNode values = point.putObject("values");
            aggregations.forEach(aggregation -> values.put(aggregation.label(), aggregation.of(group)));
        }
        if (to < groups.size()) {
            answer.put("next_page_token", PageToken.of(to));
        }
        return answer;
    }

    /** One number to make of a group. */
    private record Aggregation(String type, double percentile) {
        String label() {
            return type.equals("PERCENTILE") ? "P" + percentile : type;
        }

        double of(MetricGroups.Group group) {
            return switch (type) {
                case "COUNT" -> group.values().length;
                case "SUM" -> group.sum();
                case "AVG" -> group.sum() / group.values().length;
                case "MIN" -> group.percentile(0);
                case "MAX" -> group.percentile(100);
                default -> group.percentile(percentile);
            };
        }
    }

    private static List<Aggregation> aggregations(MlflowRequest request, List<String> supported) {
        List<Aggregation> aggregations = new ArrayList<>();
        TreeSet<String> wrong = new TreeSet<>();
        for (JsonNode node : request.node("aggregations")) {
            String type = MlflowRequest.field(node, "aggregation_type").asText();
            double percentile = MlflowRequest.field(node, "percentile_value").asDouble(Double.NaN);
            if (!supported.contains(type)) {
                wrong.add("'" + type + "'");
            } else if (type.equals("PERCENTILE") && !(percentile >= 0 && percentile <= 100)) {
                throw ApiException.invalid("percentile_value must be between 0 and 100");
            }
            aggregations.add(new Aggregation(type, percentile));
        }
        if (!wrong.isEmpty()) {
            throw ApiException.invalid("Found invalid aggregation_type(s): " + wrong + ". Supported aggregation types: "
                    + MetricSource.quoted(supported));
        }
        if (aggregations.isEmpty()) {
            throw MlflowRequest.missing("aggregations");
        }
        return aggregations;
    }

    private record Conditions(Filter filter, Predicate<Observation> others) {}

    /** Those of traces are asked of the store; the others narrow it too, and are asked of each that is found. */
    private static Conditions conditions(List<String> texts) {
        List<Filter> traces = new ArrayList<>();
        Predicate<Observation> others = seen -> true;
        for (String text : texts) {
            Matcher condition = CONDITION.matcher(text.strip());
            if (!condition.matches()) {
                throw ApiException.invalid("Invalid filter '" + text + "': expected trace.status, trace.tag.KEY,"
                        + " trace.metadata.KEY, span.name, span.type, span.status, assessment.name or assessment.type,"
                        + " = and a quoted text");
            }
            String value = condition.group(3) == null ? condition.group(4) : condition.group(3);
            if (condition.group(1).equals("trace")) {
                traces.add(Filter.parse(text));
                continue;
            }
            String dimension = condition.group(1) + "_" + condition.group(2);
            others = others.and(seen -> value.equals(seen.dimensions().get(dimension)));
        }
        Filter filter = traces.isEmpty() ? Filter.ALL : traces.size() == 1 ? traces.get(0) : new Filter.And(traces);
        return new Conditions(filter, others);
    }
}
