package dev.spoor.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.server.Services;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.store.TraceStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A trace as OTLP, the way it was sent. */
final class TraceExport {
    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    private final Services services;

    TraceExport(Services services) {
        this.services = services;
    }

    void addTo(ServerBuilder server) {
        server.route().get(ApiRoutes.ROOT + "/traces/{trace_id}/otlp").build(this::export);
    }

    private HttpResponse export(ServiceRequestContext ctx, HttpRequest request) {
        request.abort();
        TraceId traceId;
        try {
            traceId = new Params(ctx).traceId();
        } catch (RuntimeException e) {
            return ErrorAnswers.json(Failures.asApi(e)).toHttpResponse();
        }
        boolean protobuf = request.headers().accept().stream()
                .anyMatch(type -> type.type().equals("application")
                        && (type.subtype().equals("x-protobuf")
                                || type.subtype().equals("protobuf")));
        return protobuf
                ? services.json().answer(ctx, PROTOBUF, out -> protobuf(traceId, out))
                : services.json().answer(ctx, out -> {
                    TraceQueries.existing(services.store(), traceId);
                    json(services.store(), traceId, out);
                });
    }

    /** Messages that are joined byte by byte are one message with the fields of both. */
    private void protobuf(TraceId traceId, OutputStream out) {
        TraceQueries.existing(services.store(), traceId);
        services.store().exportOtlp(traceId, part -> unchecked(() -> out.write(part)));
    }

    /** OTLP's {@code TracesData} in JSON. */
    static void json(TraceStore store, TraceId traceId, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("resourceSpans");
        store.exportOtlp(traceId, part -> unchecked(() -> OtlpJson.writeResourceSpans(part, out)));
        out.writeEndArray();
        out.writeEndObject();
    }

    interface Writing {
        void run() throws IOException;
    }

    static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
