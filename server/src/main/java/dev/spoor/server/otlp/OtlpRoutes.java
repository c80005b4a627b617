package dev.spoor.server.otlp;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import dev.spoor.otlp.OtlpLimits;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.Gate;

/** {@code /v1/traces}, {@code /v1/logs}, {@code /v1/metrics}, the same under {@code /projects/{name}}, and gRPC. */
public final class OtlpRoutes implements Routes {

    @Override
    public void addTo(ServerBuilder server, Services services) {
        SpoorConfig.Otlp config = services.config().otlp();
        ByteBudget budget = new ByteBudget(config.maxInFlightBytes().bytes());
        // Cutting a request keeps a core busy, so more at a time than cores would only hold more memory.
        Gate gate = services.gate(
                "otlp-receiver", Runtime.getRuntime().availableProcessors() + 1, config.maxWaitingRequests());
        OtlpLimits limits = new OtlpLimits(
                config.maxSpansPerRequest(), config.maxAttributes(), config.maxEventsAndLinks(), config.maxDepth());
        Receiver receiver = new Receiver(services.store(), services.projects(), limits, gate, services.metrics());
        services.metrics().gauge("spoor.otlp.held.bytes", "Bytes of OTLP requests in progress", budget::heldBytes);

        long maxBytes = config.maxRequestBytes().bytes();
        for (Signal signal : Signal.values()) {
            OtlpHttp http = new OtlpHttp(signal, receiver, budget, maxBytes, services.metrics());
            for (String prefix : new String[] {"", "/projects/{project}"}) {
                server.route()
                        .post(prefix + "/v1/" + signal.lowerCase())
                        .maxRequestLength(maxBytes)
                        .build(http);
            }
        }
        HttpService grpc = OtlpGrpc.service(receiver, budget, maxBytes, services.metrics());
        for (Signal signal : Signal.values()) {
            server.service(Route.builder().exact("/" + signal.grpcMethod()).build(), grpc);
        }
    }
}
