package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds traces and their spans for the endpoints. */
final class TraceReading {
    private final TraceStore store;

    TraceReading(Services services) {
        this.store = services.store();
    }

    /** @throws ApiException 404 in MLflow's words */
    TraceSummary existing(String id) {
        return store.trace(TraceIds.of(id))
                .orElseThrow(() -> ApiException.notFound("Trace with ID '" + id + "' not found."));
    }

    ObjectNode info(TraceSummary trace) {
        return TraceInfoJson.of(trace, store.assessments(trace.traceId()));
    }

    /** What each priced span cost, in US dollars. */
    Map<SpanId, BigDecimal> costs(TraceSummary trace) {
        Map<SpanId, BigDecimal> costs = new HashMap<>();
        if (trace.costUsd() != null) {
            store.forEachSpan(trace.traceId(), row -> {
                if (row.usageCounts() && row.cost().usd() != null) {
                    costs.put(row.spanId(), row.cost().usd());
                }
            });
        }
        return costs;
    }

    /** All spans with everything, by start time. */
    List<Span> spans(TraceId traceId) {
        List<Span> spans = new ArrayList<>();
        store.exportOtlp(traceId, otlp -> spans.addAll(OtlpSpans.read(otlp)));
        spans.sort(Comparator.comparingLong(Span::startEpochNanos).thenComparing(span -> span.parentSpanId() != null));
        return spans;
    }
}
