package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;

/** Lists of traces, and one trace with the headers of its spans. */
final class TraceQueries {
    static final int DEFAULT_LIMIT = 50;

    private final Services services;

    TraceQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/traces", "list_traces", this::list);
        api.get(ApiRoutes.ROOT + "/traces/{trace_id}", "get_trace", this::one);
    }

    private void list(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(
                ctx,
                "project",
                "from",
                "to",
                "status",
                "name",
                "session",
                "user",
                "model",
                "tag",
                "filter",
                "order_by",
                "limit",
                "page_token");
        TraceQuery query = new TraceQuery(
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
        Page<TraceSummary> page = services.store().traces(query);
        out.object(() -> writePage(out, page));
    }

    /** {@code traces} and {@code next_page_token}. */
    static void writePage(JsonOut out, Page<TraceSummary> page) {
        out.array("traces", page.items(), trace -> out.object(() -> TraceJson.fields(out, trace)));
        out.text("next_page_token", page.nextCursor());
    }

    private void one(ServiceRequestContext ctx, JsonOut out) {
        TraceId traceId = new Params(ctx).traceId();
        TraceSummary trace = existing(services.store(), traceId);
        out.object(() -> {
            TraceJson.fields(out, trace);
            out.array(
                    "assessments",
                    services.store().assessments(traceId),
                    assessment -> out.object(() -> SpanJson.fields(out, assessment)));
            out.array(
                    "spans",
                    () -> services.store().forEachSpan(traceId, span -> out.object(() -> TraceJson.fields(out, span))));
        });
    }

    /** @throws ApiException 404 */
    static TraceSummary existing(TraceStore store, TraceId traceId) {
        return store.trace(traceId).orElseThrow(() -> ApiException.notFound("there is no trace " + traceId));
    }
}
