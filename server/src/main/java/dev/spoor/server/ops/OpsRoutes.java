package dev.spoor.server.ops;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.spoor.server.Routes;
import dev.spoor.server.Services;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.store.StoreStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** {@code /health}, {@code /ready} and {@code /metrics}. */
public final class OpsRoutes implements Routes {

    @Override
    public void addTo(ServerBuilder server, Services services) {
        server.route()
                .get("/health")
                .build((ctx, request) -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "OK"));
        server.route().get("/ready").build((ctx, request) -> ready(services));
        storeGauges(services);
        if (services.metrics().registry() instanceof PrometheusMeterRegistry prometheus) {
            UnpricedModels unpriced = new UnpricedModels(services.store(), prometheus);
            HttpService metrics = PrometheusExpositionService.of(prometheus.getPrometheusRegistry());
            server.service(
                    "/metrics",
                    (ctx, request) -> HttpResponse.of(CompletableFuture.supplyAsync(
                            () -> {
                                unpriced.refresh();
                                return serve(metrics, ctx, request);
                            },
                            ctx.blockingTaskExecutor())));
        }
    }

    private static HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request) {
        try {
            return service.serve(ctx, request);
        } catch (Exception e) {
            throw new IllegalStateException("the metrics cannot be written: " + e.getMessage(), e);
        }
    }

    /** Asked of the store on a thread that may block, but not at the query desk, which may be crowded. */
    private static HttpResponse ready(Services services) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        return HttpResponse.of(
                () -> {
                    try {
                        Readiness readiness = Readiness.of(
                                services.stopping(), services.store().status());
                        return HttpResponse.ofJson(
                                readiness.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, readiness);
                    } catch (RuntimeException e) {
                        return ErrorAnswers.json(Failures.asApi(e)).toHttpResponse();
                    }
                },
                ctx.blockingTaskExecutor());
    }

    private static void storeGauges(Services services) {
        RecentStatus recent = new RecentStatus(services.store());
        gauge(services, recent, "spoor.store.queued.bytes", "Bytes that wait to be written", StoreStatus::queuedBytes);
        gauge(
                services,
                recent,
                "spoor.store.index.lag.bytes",
                "Log on disk that queries do not see yet",
                StoreStatus::unappliedBytes);
        gauge(
                services,
                recent,
                "spoor.store.text.lag.bytes",
                "Log that a text search reads without an index of words",
                StoreStatus::textLagBytes);
        services.metrics()
                .elsewhere(
                        "spoor.store.sync",
                        "Syncs of the log to disk, and how long they took",
                        recent,
                        r -> r.get().syncs(),
                        r -> r.get().syncNanos());
        gauge(services, recent, "spoor.store.log.bytes", "Size of the log on disk", StoreStatus::logBytes);
        gauge(services, recent, "spoor.store.index.bytes", "Size of the index on disk", StoreStatus::indexBytes);
        gauge(services, recent, "spoor.store.traces", "Traces kept", StoreStatus::traces);
        gauge(services, recent, "spoor.store.spans", "Spans kept", StoreStatus::spans);
        gauge(services, recent, "spoor.store.writable", "1 while the store takes data", s -> s.writable() ? 1 : 0);
        gauge(
                services,
                recent,
                "spoor.store.index.progress",
                "Below 1 while it is rebuilt",
                StoreStatus::indexProgress);
        compactionMetrics(services, recent);
    }

    private static void compactionMetrics(Services services, RecentStatus recent) {
        Metrics metrics = services.metrics();
        metrics.gauge(
                "spoor.compaction.running",
                "1 while segments of the log are written anew",
                () -> recent.get().compaction().running() ? 1 : 0);
        metrics.elsewhere(
                "spoor.compaction",
                "Groups of segments that were written anew as one, and how long that took",
                recent,
                r -> r.get().compaction().runs(),
                r -> r.get().compaction().nanos());
        metrics.counter(
                "spoor.compaction.failures",
                "Groups of segments that were left as they are; the log says why",
                recent,
                r -> r.get().compaction().failures());
        metrics.counter(
                "spoor.compaction.read.bytes",
                "Size of compacted segments before",
                recent,
                r -> r.get().compaction().readBytes());
        metrics.counter(
                "spoor.compaction.written.bytes",
                "Size of what took their place",
                recent,
                r -> r.get().compaction().writtenBytes());
        metrics.counter(
                "spoor.compaction.reclaimed.bytes",
                "What compaction gave back to the disk",
                recent,
                r -> r.get().compaction().reclaimedBytes());
    }

    private static void gauge(
            Services services, RecentStatus recent, String name, String what, ToDoubleFunction<StoreStatus> value) {
        services.metrics().gauge(name, what, () -> value.applyAsDouble(recent.get()));
    }
}
