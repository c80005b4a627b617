package dev.spoor.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.ContentDecoding;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.server.http.Json;
import dev.spoor.server.http.RequestBody;
import dev.spoor.server.http.StreamedJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Registers endpoints under each of the prefixes that MLflow's clients use, and reads their requests. */
final class Endpoints {
    /** What no endpoint takes under these is not served. */
    static final List<String> PREFIXES = List.of(
            "prefix:/api/2.0", "prefix:/api/3.0", "prefix:/api/4.0", "prefix:/ajax-api/2.0", "prefix:/ajax-api/3.0");

    static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);

    private final ServerBuilder server;
    private final Services services;

    Endpoints(ServerBuilder server, Services services) {
        this.server = server;
        this.services = services;
    }

    /** Answers a request; may block. */
    @FunctionalInterface
    interface Handler {
        JsonNode answer(MlflowRequest request);
    }

    /** Answers a request with more than should be held as a tree; may block. */
    @FunctionalInterface
    interface StreamingHandler {
        void answer(MlflowRequest request, JsonGenerator out) throws IOException;
    }

    /** Takes a file's bytes, and answers; may block. */
    @FunctionalInterface
    interface UploadHandler {
        JsonNode answer(MlflowRequest request, byte[] file, @Nullable MediaType type);
    }

    /** Answers a file's bytes; may block. */
    @FunctionalInterface
    interface DownloadHandler {
        File answer(MlflowRequest request) throws IOException;
    }

    /** A file to download. */
    record File(MediaType type, String name, StreamedJson.RawBody body) {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @param path below {@code /api/2.0/mlflow} and {@code /api/3.0/mlflow}: clients differ in which they ask */
    void on(HttpMethod method, String path, Handler handler) {
        stream(method, path, (request, out) -> MAPPER.writeTree(out, handler.answer(request)));
    }

    void stream(HttpMethod method, String path, StreamingHandler handler) {
        for (String api : new String[] {"/api", "/ajax-api"}) {
            for (String version : new String[] {"/2.0", "/3.0"}) {
                raw(method, api + version + "/mlflow" + path, handler);
            }
        }
    }

    /**
     * A {@code PUT} of a file: of any content type, since clients name many.
     *
     * @param path the whole of it
     */
    void upload(String path, UploadHandler handler) {
        String name = metric(path);
        server.route().path(path).methods(HttpMethod.PUT).build((ctx, request) -> {
            MediaType type = request.contentType();
            CompletableFuture<HttpResponse> answer = bytes(request)
                    .thenApply(file -> answer(
                            ctx,
                            name,
                            new MlflowRequest(ctx, object()),
                            (mlflow, out) -> MAPPER.writeTree(out, handler.answer(mlflow, file, type))))
                    .exceptionally(Endpoints::failed);
            return HttpResponse.of(answer);
        });
    }

    /**
     * A {@code GET} of a file.
     *
     * @param path the whole of it
     */
    void download(String path, DownloadHandler handler) {
        String name = metric(path);
        server.route().path(path).methods(HttpMethod.GET).build((ctx, request) -> {
            request.abort();
            CompletableFuture<HttpResponse> answer = services.queries()
                    .run(() -> {
                        long startNanos = System.nanoTime();
                        File file = handler.answer(new MlflowRequest(ctx, object()));
                        ctx.setAdditionalResponseHeader(
                                HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=" + file.name());
                        services.metrics().queried(name, System.nanoTime() - startNanos);
                        return file;
                    })
                    .thenApply(file -> services.json().answer(ctx, file.type(), file.body()))
                    .exceptionally(Endpoints::failed);
            return HttpResponse.of(answer);
        });
    }

    private static HttpResponse failed(Throwable failure) {
        return ErrorAnswers.json(Failures.asApi(failure)).toHttpResponse();
    }

    private static String metric(String path) {
        return "mlflow_" + path.replaceAll("^/(ajax-)?api/[0-9.]+/mlflow/?", "").replaceAll("[^a-z-]+", "_");
    }

    /** @param path the whole of it */
    void raw(HttpMethod method, String path, StreamingHandler handler) {
        String name = metric(path);
        server.route().path(path).methods(method).build((ctx, request) -> {
            CompletableFuture<HttpResponse> answer = body(request)
                    .thenApply(body -> answer(ctx, name, new MlflowRequest(ctx, body), handler))
                    .exceptionally(Endpoints::failed);
            return HttpResponse.of(answer);
        });
    }

    private HttpResponse answer(
            ServiceRequestContext ctx, String name, MlflowRequest request, StreamingHandler handler) {
        return services.json().answer(ctx, out -> {
            long startNanos = System.nanoTime();
            handler.answer(request, out);
            services.metrics().queried(name, System.nanoTime() - startNanos);
        });
    }

    /** MLflow's clients send a body with DELETE too; what is no JSON object counts as an empty one. */
    private CompletableFuture<JsonNode> body(HttpRequest request) {
        if (request.method() == HttpMethod.GET) {
            request.abort();
            return CompletableFuture.completedFuture(object());
        }
        MediaType type = request.contentType();
        return bytes(request).thenApply(body -> tree(body, type));
    }

    private CompletableFuture<byte[]> bytes(HttpRequest request) {
        ByteBudget.Share share = services.bodies().open();
        long maxBytes = services.config().http().maxRequestBytes().bytes();
        String encoding = request.headers().get("content-encoding");
        return RequestBody.read(request, maxBytes, share)
                .thenApply(body -> ContentDecoding.decode(body, encoding, maxBytes, share))
                .whenComplete((body, failure) -> share.close());
    }

    private static JsonNode tree(byte[] body, @Nullable MediaType type) {
        if (body.length == 0) {
            return object();
        }
        if (type == null || !type.isJson()) {
            throw ApiException.malformed("Bad Request. Content-Type must be one of ['application/json'].");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            return node.isObject() ? node : object();
        } catch (IOException e) {
            return object();
        }
    }
}
