package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.SpanRow;
import java.util.ArrayList;
import java.util.List;

/** One span with everything. */
final class SpanQueries {
    /** A model call sends some ten; more than this are an application's own lines, of which the first are shown. */
    private static final int MAX_LOGS = 1000;

    private final Services services;

    SpanQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/traces/{trace_id}/spans/{span_id}", "get_span", this::one);
    }

    private void one(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx);
        TraceId traceId = params.traceId();
        SpanId spanId = params.spanId();
        SpanRow header = services.store().spanRow(traceId, spanId).orElseThrow(() -> missing(traceId, spanId));
        Span span = services.store().span(traceId, spanId).orElseThrow(() -> missing(traceId, spanId));
        List<Assessment> assessments = services.store().assessments(traceId).stream()
                .filter(assessment -> spanId.equals(assessment.spanId()))
                .toList();
        List<LogRecord> logs = logsOf(traceId, spanId);
        SpanSummary summary = services.spanReader().summarise(span, logs);
        out.object(() -> {
            TraceJson.fields(out, header);
            SpanJson.original(out, span);
            SpanJson.summary(out, summary);
            ContentJson.write(out, services.contentReader().read(span, logs));
            out.array("assessments", assessments, assessment -> out.object(() -> SpanJson.fields(out, assessment)));
            out.array("logs", logs, log -> SpanJson.log(out, log));
        });
    }

    private static ApiException missing(TraceId traceId, SpanId spanId) {
        return ApiException.notFound("there is no span " + spanId + " in the trace " + traceId);
    }

    private List<LogRecord> logsOf(TraceId traceId, SpanId spanId) {
        List<LogRecord> logs = new ArrayList<>();
        services.store().forEachLog(traceId, log -> {
            if (spanId.equals(log.spanId()) && logs.size() < MAX_LOGS) {
                logs.add(log);
            }
        });
        return logs;
    }
}
