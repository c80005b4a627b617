package dev.spoor.server.api;

import com.linecorp.armeria.server.ServerBuilder;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;

/** Everything under {@code /api/v1}. */
public final class ApiRoutes implements Routes {
    static final String ROOT = "/api/v1";

    @Override
    public void addTo(ServerBuilder server, Services services) {
        Api api = new Api(server, services);
        new TraceQueries(services).addTo(api);
        new SearchQueries(services).addTo(api);
        new SpanQueries(services).addTo(api);
        new TraceExport(services).addTo(server);
        new BulkExport(services).addTo(server);
        new LogQueries(services).addTo(api);
        new SessionQueries(services).addTo(api);
        new StatsQueries(services).addTo(api);
        new ProjectCommands(services).addTo(api);
        new TagCommands(services).addTo(api);
        new AssessmentCommands(services).addTo(api);
        new DeleteCommands(services).addTo(api);
        new FilterCompletions().addTo(api);
        new StatusQuery(services).addTo(api);
        OpenApi.addTo(server);
    }
}
