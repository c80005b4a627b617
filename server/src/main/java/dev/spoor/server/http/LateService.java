package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service that is built with its first request, since it takes long to build and may never be asked. */
public final class LateService implements HttpService {
    private final Supplier<HttpService> build;
    private final List<ServiceConfig> added = new CopyOnWriteArrayList<>();
    private volatile @Nullable HttpService built;

    public LateService(Supplier<HttpService> build) {
        this.build = build;
    }

    @Override
    public void serviceAdded(ServiceConfig config) {
        added.add(config);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        HttpService service = built;
        return service != null
                ? service.serve(ctx, request)
                : HttpResponse.of(CompletableFuture.supplyAsync(this::built, ctx.blockingTaskExecutor())
                        .thenApplyAsync(late -> served(late, ctx, request), ctx.eventLoop()));
    }

    private static HttpResponse served(HttpService service, ServiceRequestContext ctx, HttpRequest request) {
        try {
            return service.serve(ctx, request);
        } catch (Exception e) {
            return HttpResponse.ofFailure(e);
        }
    }

    private synchronized HttpService built() {
        HttpService service = built;
        if (service == null) {
            service = build.get();
            for (ServiceConfig config : added) {
                try {
                    service.serviceAdded(config);
                } catch (Exception e) {
                    throw new IllegalStateException("the service cannot be added", e);
                }
            }
            built = service;
        }
        return service;
    }
}
