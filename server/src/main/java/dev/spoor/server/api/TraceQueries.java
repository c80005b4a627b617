package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.Assessment;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lists of traces, and one trace with the headers of its spans. */
final class TraceQueries {
    static final int DEFAULT_LIMIT = 50;
    private static final List<String> LIST_PARAMETERS =
            List.of("project", "from", "to", "status", "name", "session", "user", "model", "tag", "filter", "order_by");

    private final Services services;

    TraceQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/traces", "list_traces", this::list);
        api.get(ApiRoutes.ROOT + "/traces/{trace_id}", "get_trace", this::one);
    }

    /** The parameters of a list, and these others. */
    static String[] listParameters(String... others) {
        return Stream.concat(LIST_PARAMETERS.stream(), Arrays.stream(others)).toArray(String[]::new);
    }

    /** What the parameters of a list ask for. */
    static TraceQuery query(Params params, Services services) {
        return new TraceQuery(
                services.projects().ids(params.texts("project")),
                params.epochNanos("from"),
                params.epochNanos("to"),
                params.choice("status", TraceState.class),
                params.text("name"),
                params.text("session"),
                params.text("user"),
                params.text("model"),
                params.pairs("tag"),
                params.filter(),
                OrderBy.parseAll(params.texts("order_by")),
                params.text("page_token"),
                params.number("limit", 1, TraceQuery.MAX_LIMIT, DEFAULT_LIMIT));
    }

    private void list(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, listParameters("limit", "page_token", "assessments"));
        Page<TraceSummary> page = services.store().traces(query(params, services));
        boolean assessments = params.flag("assessments");
        out.object(() -> writePage(services.store(), out, page, assessments));
    }

    /** {@code traces} and {@code next_page_token}. */
    static void writePage(TraceStore store, JsonOut out, Page<TraceSummary> page, boolean withAssessments) {
        Map<TraceId, List<Assessment>> assessments = withAssessments
                ? store.assessments(
                        page.items().stream().map(TraceSummary::traceId).toList())
                : Map.of();
        out.array(
                "traces",
                page.items(),
                trace -> out.object(() -> {
                    TraceJson.fields(out, trace);
                    if (withAssessments) {
                        writeAssessments(out, assessments.getOrDefault(trace.traceId(), List.of()));
                    }
                }));
        out.text("next_page_token", page.nextCursor());
    }

    private static void writeAssessments(JsonOut out, List<Assessment> assessments) {
        out.array("assessments", assessments, assessment -> out.object(() -> SpanJson.fields(out, assessment)));
    }

    private void one(ServiceRequestContext ctx, JsonOut out) {
        TraceId traceId = new Params(ctx).traceId();
        writeDetail(services.store(), () -> existing(services.store(), traceId), out);
    }

    private record Detail(TraceSummary trace, List<Assessment> assessments, List<SpanRow> spans) {}

    /** Schema {@code TraceDetail}, of a trace that the store still has, else as it was. */
    static void writeDetail(TraceStore store, TraceSummary trace, JsonOut out) {
        writeDetail(store, () -> store.trace(trace.traceId()).orElse(trace), out);
    }

    private static void writeDetail(TraceStore store, Supplier<TraceSummary> asked, JsonOut out) {
        Detail detail = store.together(() -> {
            TraceSummary trace = asked.get();
            List<SpanRow> spans = new ArrayList<>();
            store.forEachSpan(trace.traceId(), spans::add);
            return new Detail(trace, store.assessments(trace.traceId()), spans);
        });
        out.object(() -> {
            TraceJson.fields(out, detail.trace);
            writeAssessments(out, detail.assessments);
            out.array("spans", detail.spans, span -> out.object(() -> TraceJson.fields(out, span)));
        });
    }

    /** @throws ApiException 404 */
    static TraceSummary existing(TraceStore store, TraceId traceId) {
        return store.trace(traceId).orElseThrow(() -> ApiException.notFound("there is no trace " + traceId));
    }
}
