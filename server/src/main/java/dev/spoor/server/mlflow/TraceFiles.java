package dev.spoor.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.MediaType;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.otlp.OtlpWriter;
import dev.spoor.otlp.TraceBlock;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.Json;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code traces.json}, the file in which some clients send a trace's spans, and look for them. It is made of the stored
 * spans; what is uploaded becomes spans like any others.
 *
 * <p>There are two forms. Python's client writes and reads each attribute as JSON in a text, TypeScript's as natural JSON. A
 * file is given back in the form in which it came; of a trace that came otherwise, Python's client gets its form, and others
 * the natural one.
 */
final class TraceFiles {
    /** Metadata of a trace whose file came with attributes in texts. */
    static final String TEXTS = "spoor.mlflow_file_texts";

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
            endpoints.upload(file, (request, body, type) -> upload(request, body));
            endpoints.download(file, request -> {
                TraceSummary trace = reading.existing(request.path("trace_id"));
                return file(trace, trace.metadata().containsKey(TEXTS) || request.isFromPython());
            });
            for (String version : new String[] {"/2.0", "/3.0"}) {
                endpoints.download(
                        api + version + "/mlflow/get-trace-artifact",
                        request -> file(reading.existing(request.required("request_id")), true));
            }
        }
    }

    private JsonNode upload(MlflowRequest request, byte[] body) {
        TraceId traceId = TraceIds.of(request.path("trace_id"));
        JsonNode spans = Json.object(body).path("spans");
        if (!spans.isArray()) {
            throw ApiException.invalid("the file has no list 'spans'");
        }
        boolean texts = TraceFileReader.allAttributesAreJsonTexts(spans);
        List<Span> read = TraceFileReader.spans(spans, traceId, texts);
        Set<SpanId> known = new HashSet<>();
        services.store().forEachSpan(traceId, row -> known.add(row.spanId()));
        // What came by OTLP says more: kinds, links, the resource.
        List<Span> added =
                read.stream().filter(span -> !known.contains(span.spanId())).toList();
        String project = services.store()
                .trace(traceId)
                .map(TraceSummary::projectId)
                .orElseGet(() -> services.projects().existingId(request.path("experiment_id")));
        List<Change> changes = new ArrayList<>();
        if (!added.isEmpty()) {
            changes.add(new Change.SpansReceived(
                    System.currentTimeMillis(),
                    new TraceBlock(project, traceId, OtlpWriter.tracesData(added), added.size())));
        }
        if (texts) {
            changes.add(new Change.TracePatched(
                    traceId,
                    project,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    Set.of(),
                    Map.of(TEXTS, "true")));
        }
        if (!changes.isEmpty()) {
            services.store().append(changes).join();
        }
        return Endpoints.object();
    }

    private Endpoints.File file(TraceSummary trace, boolean texts) {
        return new Endpoints.File(MediaType.PLAIN_TEXT_UTF_8, "traces.json", stream -> {
            JsonGenerator out = Json.FACTORY.createGenerator(stream);
            // Not closed after a failure: that would complete the brackets.
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            write(trace, texts, out);
            out.flush();
        });
    }

    private void write(TraceSummary trace, boolean texts, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("spans");
        Map<SpanId, BigDecimal> costs = reading.costs(trace);
        for (Span span : reading.spans(trace.traceId())) {
            Map<String, Value> all = attributes.of(span, TraceIds.shown(trace), costs.get(span.spanId()));
            Endpoints.MAPPER.writeTree(out, SpanJson.file(span, all, texts));
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
