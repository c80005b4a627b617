package dev.spoor.server.live;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import dev.spoor.server.api.Params;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/live}, and the event's id on every answer of the API from which its reader can go on there. */
public final class LiveRoutes implements Routes {
    private static final AsciiString EVENT_ID = HttpHeaderNames.of("spoor-event-id");

    @Override
    public void addTo(ServerBuilder server, Services services) {
        LiveFeed feed = new LiveFeed(services.store(), services.config().live());
        services.onStopping(feed::endViews);
        services.closeWithServer(feed);
        services.metrics().gauge("spoor.live.viewers", "Live views that are open", feed::viewers);
        server.route().get("/api/v1/live").build((ctx, request) -> watch(services, feed, ctx, request));
        server.decoratorUnder("/api/v1", (api, ctx, request) -> {
            ctx.setAdditionalResponseHeader(EVENT_ID, feed.lastId());
            return api.serve(ctx, request);
        });
    }

    private static HttpResponse watch(
            Services services, LiveFeed feed, ServiceRequestContext ctx, HttpRequest request) {
        request.abort();
        return HttpResponse.of(services.queries()
                .run(() -> interest(services, ctx))
                .thenApply(interest -> {
                    ctx.clearRequestTimeout();
                    return (HttpResponse) feed.open(interest, lastEventId(ctx)).response();
                })
                .exceptionally(
                        failure -> ErrorAnswers.json(Failures.asApi(failure)).toHttpResponse()));
    }

    private static Interest interest(Services services, ServiceRequestContext ctx) {
        Params params = new Params(ctx, "project", "trace_id", "session", "spans", "last_event_id");
        String trace = params.text("trace_id");
        TraceId traceId = trace == null ? null : Params.traceId("trace_id", trace);
        return new Interest(
                services.projects().ids(params.texts("project")),
                traceId,
                params.text("session"),
                traceId != null || params.flag("spans"));
    }

    private static @Nullable String lastEventId(ServiceRequestContext ctx) {
        String header = ctx.request().headers().get("last-event-id");
        return header != null && !header.isEmpty() ? header : ctx.queryParam("last_event_id");
    }
}
