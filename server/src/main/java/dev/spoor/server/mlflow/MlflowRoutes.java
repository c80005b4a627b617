package dev.spoor.server.mlflow;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ErrorAnswers;

/** All of MLflow's addresses. */
public final class MlflowRoutes implements Routes {
    /** Clients send OTLP only to a server that says it is 3.4 or newer. */
    private static final String VERSION = "3.11.1";

    @Override
    public void addTo(ServerBuilder server, Services services) {
        server.route()
                .get("/version")
                .build((ctx, request) -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, VERSION));
        Endpoints endpoints = new Endpoints(server, services);
        endpoints.on(
                HttpMethod.GET,
                "/server-info",
                request -> Endpoints.object().put("store_type", "Spoor").put("workspaces_enabled", false));
        new Experiments(services).addTo(endpoints);
        new Runs(services).addTo(endpoints);
        new Traces(services).addTo(endpoints);
        new TraceSearch(services).addTo(endpoints);
        new TraceChanges(services).addTo(endpoints);
        new LegacyTraces(services).addTo(endpoints);
        new Assessments(services).addTo(endpoints);
        new TraceFiles(services).addTo(endpoints);
        new Attachments(services).addTo(endpoints);
        new TraceMetrics(services).addTo(endpoints);
        new FilterCorrelation(services).addTo(endpoints);
        for (String prefix : Endpoints.PREFIXES) {
            server.route().path(prefix).build((ctx, request) -> {
                request.abort();
                return ErrorAnswers.json(notServed(request.method() + " " + ctx.path()))
                        .toHttpResponse();
            });
        }
    }

    private static ApiException notServed(String what) {
        return new ApiException(
                HttpStatus.NOT_FOUND,
                "ENDPOINT_NOT_FOUND",
                what + " is not served: Spoor answers the part of MLflow's API that is about tracing, with experiments"
                        + " and runs; not models, metrics and what else MLflow keeps",
                0);
    }
}
