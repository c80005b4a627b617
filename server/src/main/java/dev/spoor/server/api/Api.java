package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.server.http.Json;
import dev.spoor.server.http.RequestBody;
import java.util.concurrent.CompletableFuture;

/** Registers JSON endpoints: each runs at the query desk, is timed under a name, and streams its answer. */
public final class Api {
    private final ServerBuilder server;
    private final Services services;

    public Api(ServerBuilder server, Services services) {
        this.server = server;
        this.services = services;
    }

    /** Answers a question; may block. */
    @FunctionalInterface
    public interface Query {
        void answer(ServiceRequestContext ctx, JsonOut out);
    }

    /** Does what the body says, and answers; may block. */
    @FunctionalInterface
    public interface Command {
        void answer(ServiceRequestContext ctx, JsonNode body, JsonOut out);
    }

    /** @param name of the operation, for metrics */
    public Api get(String path, String name, Query query) {
        return bare(HttpMethod.GET, path, name, query);
    }

    public Api delete(String path, String name, Query query) {
        return bare(HttpMethod.DELETE, path, name, query);
    }

    public Api post(String path, String name, Command command) {
        return withBody(HttpMethod.POST, path, name, command);
    }

    public Api patch(String path, String name, Command command) {
        return withBody(HttpMethod.PATCH, path, name, command);
    }

    private Api bare(HttpMethod method, String path, String name, Query query) {
        server.route().path(path).methods(method).build((ctx, request) -> {
            request.abort();
            return answer(ctx, name, query);
        });
        return this;
    }

    private Api withBody(HttpMethod method, String path, String name, Command command) {
        server.route().path(path).methods(method).build((ctx, request) -> {
            CompletableFuture<HttpResponse> answer = readJson(services, request)
                    .thenApply(body -> answer(ctx, name, (c, out) -> command.answer(c, Json.object(body), out)))
                    .exceptionally(failure ->
                            ErrorAnswers.json(Failures.asApi(failure)).toHttpResponse());
            return HttpResponse.of(answer);
        });
        return this;
    }

    private HttpResponse answer(ServiceRequestContext ctx, String name, Query query) {
        return services.json().answer(ctx, json -> {
            long startNanos = System.nanoTime();
            query.answer(ctx, new JsonOut(json));
            services.metrics().queried(name, System.nanoTime() - startNanos);
        });
    }

    /**
     * The body of a request that must be JSON. The type is insisted on, since a browser sends it to another site only
     * when that site allows it.
     */
    static CompletableFuture<byte[]> readJson(Services services, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.isJson()) {
            request.abort();
            return CompletableFuture.failedFuture(
                    ApiException.unsupported("Content-Type must be application/json, not '" + type + "'"));
        }
        ByteBudget.Share share = services.bodies().open();
        return RequestBody.read(
                        request, services.config().http().maxRequestBytes().bytes(), share)
                .whenComplete((body, failure) -> share.close());
    }
}
