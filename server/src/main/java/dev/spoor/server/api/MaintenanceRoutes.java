package dev.spoor.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.store.Maintenance;
import dev.spoor.store.TraceStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operator's work on the running store, for the command line. Only clients on the same machine may ask, since a backup
 * writes where it is told. The answer is a JSON object a line: progress {@code {"done","total","what"}}, and last {@code
 * {"result"}} or an error.
 */
public final class MaintenanceRoutes implements Routes {
    private static final MediaType LINES = MediaType.create("application", "x-ndjson");
    /** Progress is for people. */
    private static final long PROGRESS_INTERVAL_NANOS = 100_000_000;

    @Override
    public void addTo(ServerBuilder server, Services services) {
        TraceStore store = services.store();
        add(
                server,
                "verify",
                ctx -> progress -> MaintenanceJson.of(store.maintenance().verify(progress)));
        add(server, "status", ctx -> progress -> MaintenanceJson.of(store.status()));
        add(server, "reindex", ctx -> progress -> {
            store.maintenance().reindex(progress);
            return JsonNodeFactory.instance.objectNode();
        });
        add(server, "compact", ctx -> {
            boolean removeSetAside = new Params(ctx, "remove_set_aside").flag("remove_set_aside");
            return progress -> MaintenanceJson.of(store.maintenance().compact(removeSetAside, progress));
        });
        add(server, "backup", ctx -> {
            Path folder = folder(ctx);
            return progress -> {
                store.maintenance().backup(folder, progress);
                return JsonNodeFactory.instance.objectNode();
            };
        });
    }

    /** Work that is ready to be done: its parameters have been checked. */
    private interface Work {
        ObjectNode run(Maintenance.Progress progress);
    }

    private static void add(ServerBuilder server, String operation, Function<ServiceRequestContext, Work> parse) {
        server.route().post(ApiRoutes.ROOT + "/maintenance/" + operation).build((ctx, request) -> {
            request.abort();
            return answer(ctx, request, parse);
        });
    }

    private static HttpResponse answer(
            ServiceRequestContext ctx, HttpRequest request, Function<ServiceRequestContext, Work> parse) {
        Work work;
        try {
            if (!ctx.remoteAddress().getAddress().isLoopbackAddress()
                    || request.headers().contains("origin")) {
                throw new ApiException(
                        HttpStatus.FORBIDDEN,
                        "PERMISSION_DENIED",
                        "this is for the spoor command on the same machine",
                        0);
            }
            work = parse.apply(ctx);
        } catch (RuntimeException e) {
            return ErrorAnswers.json(Failures.asApi(e)).toHttpResponse();
        }
        ctx.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        out.write(ResponseHeaders.builder(HttpStatus.OK).contentType(LINES).build());
        Thread.ofPlatform().name("maintenance").daemon(true).start(() -> {
            ObjectNode last = JsonNodeFactory.instance.objectNode();
            try {
                last.set("result", work.run(new Lines(out)));
            } catch (RuntimeException e) {
                ApiException failure = Failures.asApi(e);
                last.put("error_code", failure.errorCode()).put("message", failure.getMessage());
            }
            line(out, last);
            out.close();
        });
        return out;
    }

    /** When the client has gone, the work goes on. */
    private static void line(HttpResponseWriter out, ObjectNode node) {
        boolean unused = out.tryWrite(HttpData.ofUtf8(node + "\n"));
    }

    private static final class Lines implements Maintenance.Progress {
        private final HttpResponseWriter out;
        private long toldNanos;

        Lines(HttpResponseWriter out) {
            this.out = out;
        }

        @Override
        public void report(long done, long total, String what) {
            long now = System.nanoTime();
            if (now - toldNanos > PROGRESS_INTERVAL_NANOS) {
                toldNanos = now;
                line(
                        out,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("done", done)
                                .put("total", total)
                                .put("what", what));
            }
        }
    }

    private static Path folder(ServiceRequestContext ctx) {
        @Nullable String text = ctx.queryParam("folder");
        try {
            if (text != null && Path.of(text).isAbsolute()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw ApiException.invalid("folder: expected an absolute path, found '" + text + "'");
    }
}
