package dev.spoor.server.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import dev.spoor.server.api.JsonOut;
import dev.spoor.server.api.TraceJson;
import dev.spoor.server.http.Json;
import dev.spoor.store.StoreEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Events as text (html.spec.whatwg.org, section 9.2 "Server-sent events"). */
final class EventText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void event(String id, StoreEvent event, boolean withSpans) {
        switch (event) {
            case StoreEvent.TraceUpdated updated ->
                event(id, "trace", out -> {
                    out.object("trace", () -> TraceJson.fields(out, updated.trace()));
                    out.array(
                            "spans",
                            withSpans ? updated.spans() : List.of(),
                            span -> out.object(() -> TraceJson.fields(out, span)));
                });
            case StoreEvent.TracesRemoved removed ->
                event(
                        id,
                        "removed",
                        out -> out.texts(
                                "trace_ids",
                                removed.traceIds().stream()
                                        .map(Object::toString)
                                        .toList()));
        }
    }

    void reset(String id) {
        event(id, "reset", out -> {});
    }

    private void event(String id, String name, Consumer<JsonOut> fields) {
        bytes.writeBytes(("id: " + id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            JsonOut out = new JsonOut(json);
            out.object(() -> fields.accept(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(new byte[] {'\n', '\n'});
    }

    HttpData utf8() {
        return HttpData.wrap(bytes.toByteArray());
    }
}
