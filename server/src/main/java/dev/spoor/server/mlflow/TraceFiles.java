package dev.spoor.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpWriter;
import dev.spoor.otlp.TraceBlock;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code traces.json}, the file in which some clients send a trace's spans, and look for them. It is made of the stored
 * spans; what is uploaded becomes spans like any others.
 */
final class TraceFiles {
    private final Services services;
    private final TraceReading reading;
    private final MlflowAttributes attributes;

    TraceFiles(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
        this.attributes = new MlflowAttributes(services);
    }

    void addTo(Endpoints endpoints) {
        for (String api : new String[] {"/api", "/ajax-api"}) {
            String file =
                    api + "/2.0/mlflow-artifacts/artifacts/{experiment_id}/traces/{trace_id}/artifacts/traces.json";
            endpoints.raw(HttpMethod.PUT, file, (request, out) -> {
                upload(request);
                Endpoints.MAPPER.writeTree(out, Endpoints.object());
            });
            endpoints.raw(HttpMethod.GET, file, (request, out) -> write(request.path("trace_id"), out));
        }
        endpoints.stream(
                HttpMethod.GET, "/get-trace-artifact", (request, out) -> write(request.required("request_id"), out));
    }

    private void upload(MlflowRequest request) {
        String id = request.path("trace_id");
        TraceId traceId = TraceIds.of(id);
        JsonNode spans = request.node("spans");
        if (!spans.isArray()) {
            throw ApiException.invalid("the file has no list 'spans'");
        }
        Set<SpanId> known = new HashSet<>();
        services.store().forEachSpan(traceId, row -> known.add(row.spanId()));
        // What came by OTLP says more: kinds, links, the resource.
        List<Span> added = TraceFileReader.spans(spans, traceId).stream()
                .filter(span -> !known.contains(span.spanId()))
                .toList();
        if (!added.isEmpty()) {
            String project = services.store()
                    .trace(traceId)
                    .map(TraceSummary::projectId)
                    .orElseGet(() -> services.projects().existingId(request.path("experiment_id")));
            services.store()
                    .append(List.of(new Change.SpansReceived(
                            System.currentTimeMillis(),
                            new TraceBlock(project, traceId, OtlpWriter.tracesData(added), added.size()))))
                    .join();
        }
    }

    private void write(String id, JsonGenerator out) throws IOException {
        TraceSummary trace = reading.existing(id);
        out.writeStartObject();
        out.writeArrayFieldStart("spans");
        for (Span span : reading.spans(trace.traceId())) {
            Endpoints.MAPPER.writeTree(out, SpanJson.file(span, attributes.of(span, TraceIds.shown(trace))));
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
