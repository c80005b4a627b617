package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.MediaType;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.otlp.LogBlock;
import dev.spoor.otlp.OtlpWriter;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Images, sounds and other files that a client takes out of a span's inputs and outputs, where it leaves a reference. Each is
 * kept as a log record of its trace: as durable as its spans, and gone with them.
 */
final class Attachments {
    private static final String NAME = "name";
    private static final String TYPE = "content_type";
    private static final Pattern NAMES = Pattern.compile("[\\w.-]{1,250}");

    private final Services services;
    private final TraceReading reading;

    Attachments(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
    }

    void addTo(Endpoints endpoints) {
        for (String api : new String[] {"/api", "/ajax-api"}) {
            String path = api
                    + "/2.0/mlflow-artifacts/artifacts/{experiment_id}/traces/{trace_id}/artifacts/attachments/{name}";
            endpoints.upload(path, this::upload);
            endpoints.download(path, this::download);
        }
    }

    private JsonNode upload(MlflowRequest request, byte[] file, @Nullable MediaType type) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        String name = request.path("name");
        if (!NAMES.matcher(name).matches()) {
            throw ApiException.invalid("the name of an attachment has 1 to 250 letters, digits, dots, _ and -");
        }
        LogRecord record = new LogRecord(
                trace.traceId(),
                null,
                System.currentTimeMillis() * 1_000_000,
                0,
                "",
                LogRecord.ATTACHMENT,
                new Value.Bytes(file),
                Attributes.of(Map.of(
                        NAME,
                        Value.of(name),
                        TYPE,
                        Value.of((type == null ? MediaType.OCTET_STREAM : type).toString()))),
                Resource.EMPTY,
                Scope.EMPTY);
        LogBlock block = new LogBlock(trace.projectId(), trace.traceId(), OtlpWriter.logsData(record), 1);
        services.store()
                .append(List.of(new Change.LogsReceived(System.currentTimeMillis(), block)))
                .join();
        return Endpoints.object();
    }

    private Endpoints.File download(MlflowRequest request) {
        String id = request.path("trace_id");
        String name = request.path("name");
        LogRecord found = latest(reading.existing(id).traceId(), name);
        if (found == null || !(found.body() instanceof Value.Bytes file)) {
            throw ApiException.notFound("the trace '" + id + "' has no attachment '" + name + "'");
        }
        String type =
                found.attributes().get(TYPE) instanceof Value.Text text ? text.text() : "application/octet-stream";
        return new Endpoints.File(MediaType.parse(type), name, out -> out.write(file.bytes()));
    }

    private @Nullable LogRecord latest(TraceId traceId, String name) {
        AtomicReference<@Nullable LogRecord> latest = new AtomicReference<>();
        services.store().forEachLog(traceId, log -> {
            if (log.isAttachment() && Value.of(name).equals(log.attributes().get(NAME))) {
                latest.set(log);
            }
        });
        return latest.get();
    }
}
