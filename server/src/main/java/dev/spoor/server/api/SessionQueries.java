package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.filter.Filter;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.SessionQuery;
import dev.spoor.store.SessionSummary;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.util.List;
import java.util.Map;

/** Conversations. */
final class SessionQueries {
    private final Services services;

    SessionQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/sessions", "list_sessions", this::list);
        api.get(ApiRoutes.ROOT + "/sessions/{session}", "get_session", this::one);
    }

    private void list(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, "project", "from", "to", "user", "filter", "limit", "page_token");
        Page<SessionSummary> page = services.store()
                .sessions(new SessionQuery(
                        services.projects().ids(params.texts("project")),
                        params.epochNanos("from"),
                        params.epochNanos("to"),
                        params.text("user"),
                        params.filter(),
                        params.text("page_token"),
                        params.number("limit", 1, SessionQuery.MAX_LIMIT, TraceQueries.DEFAULT_LIMIT)));
        out.object(() -> {
            out.array("sessions", page.items(), session -> out.object(() -> TraceJson.fields(out, session)));
            out.text("next_page_token", page.nextCursor());
        });
    }

    private void one(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, "project", "limit", "page_token", "assessments");
        String session = params.path("session");
        String cursor = params.text("page_token");
        Page<TraceSummary> page = services.store()
                .traces(new TraceQuery(
                        services.projects().ids(params.texts("project")),
                        0,
                        0,
                        null,
                        null,
                        session,
                        null,
                        null,
                        Map.of(),
                        Filter.ALL,
                        List.of(),
                        cursor,
                        params.number("limit", 1, TraceQuery.MAX_LIMIT, TraceQueries.DEFAULT_LIMIT)));
        if (page.items().isEmpty() && cursor == null) {
            throw ApiException.notFound("there is no session '" + session + "'");
        }
        boolean assessments = params.flag("assessments");
        out.object(() -> {
            out.text("session", session);
            TraceQueries.writePage(services.store(), out, page, assessments);
        });
    }
}
