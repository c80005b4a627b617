package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.Assessment;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.server.Services;
import dev.spoor.store.Page;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches traces, by Spoor's filter language: it has all of MLflow's. */
final class TraceSearch {
    private static final int DEFAULT_RESULTS = 100;
    private static final int MAX_RESULTS = 500;

    /** Of traces that began in the same millisecond, the one with the smaller id comes first. */
    private static final Comparator<TraceSummary> NEWEST = Comparator.comparingLong(
                    (TraceSummary trace) -> Math.floorDiv(trace.startEpochNanos(), 1_000_000L))
            .reversed()
            .thenComparing(trace -> trace.traceId().toString());

    private final Services services;

    TraceSearch(Services services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.POST, "/traces/search", this::search);
    }

    private JsonNode search(MlflowRequest request) {
        List<String> experiments = new ArrayList<>();
        for (JsonNode location : request.node("locations")) {
            String experiment = TraceInfoInput.experiment(location);
            if (experiment != null) {
                experiments.add(experiment);
            }
        }
        if (experiments.isEmpty()) {
            throw MlflowRequest.missing("locations");
        }
        Found found = page(services, request, experiments);
        Map<TraceId, List<Assessment>> assessments = services.store()
                .assessments(found.traces().stream().map(TraceSummary::traceId).toList());
        ObjectNode answer = Endpoints.object();
        if (!found.traces().isEmpty()) {
            ArrayNode traces = answer.putArray("traces");
            found.traces()
                    .forEach(trace ->
                            traces.add(TraceInfoJson.of(trace, assessments.getOrDefault(trace.traceId(), List.of()))));
        }
        ProtoJson.text(answer, "next_page_token", found.token());
        return answer;
    }

    /**
     * A page of traces.
     *
     * @param token of the next page; null after the last
     */
    record Found(List<TraceSummary> traces, @Nullable String token) {}

    /** The page that {@code filter}, {@code order_by}, {@code max_results} and {@code page_token} ask for. */
    static Found page(Services services, MlflowRequest request, List<String> experiments) {
        int max = request.maxResults(DEFAULT_RESULTS, MAX_RESULTS);
        String filter = request.text("filter");
        List<OrderBy> order = order(request.texts("order_by"));
        TraceQuery first = new TraceQuery(
                experiments,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                filter == null ? Filter.ALL : Filter.parse(filter),
                order,
                null,
                max);
        PageToken place = PageToken.parse(request.text("page_token"));
        if (place.cursor() == null && place.offset() > 0) {
            place = new PageToken(place.offset(), cursorBehind(services, first, place.offset()));
            if (place.cursor() == null) {
                return new Found(List.of(), null);
            }
        }
        Page<TraceSummary> page = services.store().traces(first.page(place.cursor(), max));
        List<TraceSummary> traces = page.items();
        if (order.isEmpty()) {
            traces = new ArrayList<>(traces);
            traces.sort(NEWEST);
        }
        String cursor = page.nextCursor();
        return new Found(traces, cursor == null ? null : PageToken.of(place.offset() + traces.size(), cursor));
    }

    /** As asked, then by time, and then by id; empty for the newest first. */
    private static List<OrderBy> order(List<String> keys) {
        List<OrderBy> order = new ArrayList<>(
                OrderBy.parseAll(keys.stream().filter(key -> !key.isBlank()).toList()));
        if (!order.isEmpty()) {
            add(order, new OrderBy(FieldRef.of(Field.TIMESTAMP_MS), true));
            add(order, new OrderBy(FieldRef.of(Field.TRACE_ID), false));
        }
        return order;
    }

    private static void add(List<OrderBy> order, OrderBy key) {
        if (order.stream().noneMatch(known -> known.ref().equals(key.ref()))) {
            order.add(key);
        }
    }

    /** Where the store goes on after so many; null when there are no more. */
    private static @Nullable String cursorBehind(Services services, TraceQuery query, int offset) {
        String cursor = null;
        int passed = 0;
        do {
            Page<TraceSummary> page =
                    services.store().traces(query.page(cursor, Math.min(TraceQuery.MAX_LIMIT, offset - passed)));
            passed += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null && passed < offset);
        return cursor;
    }
}
