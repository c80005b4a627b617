package dev.spoor.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.server.http.Json;
import dev.spoor.store.Page;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many traces as lines of JSON, one a trace, made while the client reads; a page of traces is in memory at a time. A trace
 * that is deleted meanwhile is left out.
 */
final class BulkExport {
    private static final MediaType LINES = MediaType.parse("application/x-ndjson; charset=utf-8");
    private static final int MAX_IDS = 1000;

    private final Services services;

    BulkExport(Services services) {
        this.services = services;
    }

    /** What a line holds. */
    enum Format {
        /** OTLP's {@code TracesData}, as sent. */
        OTLP,
        /** Schema {@code TraceDetail}. */
        JSONL
    }

    /** Writes one trace without the end of the line. */
    private interface Line {
        void write(TraceSummary trace, JsonGenerator out) throws IOException;
    }

    void addTo(ServerBuilder server) {
        String path = ApiRoutes.ROOT + "/traces/export";
        server.route().get(path).build((ctx, request) -> {
            request.abort();
            return answer(ctx, () -> matching(ctx));
        });
        server.route()
                .post(path)
                .build((ctx, request) -> HttpResponse.of(Api.readJson(services, request)
                        .thenApply(body ->
                                answer(ctx, () -> named(ctx, Body.of(Json.object(body), "trace_ids", "format"))))
                        .exceptionally(failure ->
                                ErrorAnswers.json(Failures.asApi(failure)).toHttpResponse())));
    }

    /** The traces to export, and how. */
    private record Choice(Format format, Consumer<Consumer<TraceSummary>> traces) {}

    private interface Parsing {
        Choice choice();
    }

    private HttpResponse answer(ServiceRequestContext ctx, Parsing parsing) {
        return services.json().answer(ctx, LINES, out -> {
            long startNanos = System.nanoTime();
            Choice choice = parsing.choice();
            Line line = choice.format() == Format.OTLP ? this::otlp : this::api;
            choice.traces().accept(trace -> writeLine(line, trace, out));
            services.metrics().queried("export_traces", System.nanoTime() - startNanos);
        });
    }

    /** What a list with the same parameters would give, to its end. */
    private Choice matching(ServiceRequestContext ctx) {
        Params params = new Params(ctx, TraceQueries.listParameters("format"));
        TraceQuery query = TraceQueries.query(params, services).page(null, TraceQuery.MAX_LIMIT);
        return new Choice(format(params.choice("format", Format.class)), action -> {
            String cursor = null;
            do {
                Page<TraceSummary> page = services.store().traces(query.page(cursor, TraceQuery.MAX_LIMIT));
                page.items().forEach(action);
                cursor = page.nextCursor();
            } while (cursor != null);
        });
    }

    /** Those of the ids that are known, in the order given. */
    private Choice named(ServiceRequestContext ctx, Body body) {
        new Params(ctx);
        List<TraceId> ids = body.texts("trace_ids", MAX_IDS).stream()
                .map(text -> Params.traceId("trace_ids", text))
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw ApiException.invalid("Missing value for required parameter 'trace_ids'");
        }
        return new Choice(
                body.choice("format", Format.class, Format.OTLP),
                action -> ids.forEach(id -> services.store().trace(id).ifPresent(action)));
    }

    private static Format format(@Nullable Format chosen) {
        return chosen == null ? Format.OTLP : chosen;
    }

    private static void writeLine(Line line, TraceSummary trace, OutputStream out) {
        TraceExport.unchecked(() -> {
            JsonGenerator json = Json.FACTORY.createGenerator(out);
            // Each line has a generator of its own, and all share the stream.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            line.write(trace, json);
            json.flush();
            out.write('\n');
        });
    }

    private void otlp(TraceSummary trace, JsonGenerator json) throws IOException {
        TraceExport.json(services.store(), trace.traceId(), json);
    }

    private void api(TraceSummary trace, JsonGenerator json) {
        TraceQueries.writeDetail(services.store(), trace, new JsonOut(json));
    }
}
