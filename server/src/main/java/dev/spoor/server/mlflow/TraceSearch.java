package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.Assessment;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches traces, by Spoor's filter language: it has all of MLflow's. */
final class TraceSearch {
    private static final int DEFAULT_RESULTS = 100;
    private static final int MAX_RESULTS = 500;

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
        Page<TraceSummary> page = page(services, request, experiments);
        Map<TraceId, List<Assessment>> assessments = services.store()
                .assessments(page.items().stream().map(TraceSummary::traceId).toList());
        ObjectNode answer = Endpoints.object();
        if (!page.items().isEmpty()) {
            ArrayNode traces = answer.putArray("traces");
            page.items()
                    .forEach(trace ->
                            traces.add(TraceInfoJson.of(trace, assessments.getOrDefault(trace.traceId(), List.of()))));
        }
        ProtoJson.text(answer, "next_page_token", page.nextCursor());
        return answer;
    }

    /** The page that {@code filter}, {@code order_by}, {@code max_results} and {@code page_token} ask for. */
    static Page<TraceSummary> page(Services services, MlflowRequest request, List<String> experiments) {
        long max = request.number("max_results", DEFAULT_RESULTS);
        if (max < 1 || max > MAX_RESULTS) {
            throw ApiException.invalid("Invalid value " + max + " for parameter 'max_results' supplied: it must be"
                    + " a positive integer, at most " + MAX_RESULTS);
        }
        @Nullable String filter = request.text("filter");
        return services.store()
                .traces(new TraceQuery(
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
                        OrderBy.parseAll(request.texts("order_by").stream()
                                .filter(key -> !key.isBlank())
                                .toList()),
                        request.text("page_token"),
                        (int) max));
    }
}
