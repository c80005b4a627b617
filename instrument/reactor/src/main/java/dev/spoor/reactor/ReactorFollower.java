package dev.spoor.reactor;

import dev.spoor.sdk.ResultFollower;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A method annotated by {@code @Trace} that gives a {@link Mono} or a {@link Flux}: its span begins with the call and ends
 * with the first subscription's last item, its error, or its cancellation; one that nobody subscribes to never ends. What
 * runs inside has the span as its parent when Reactor propagates contexts: {@code
 * Hooks.enableAutomaticContextPropagation()}, in Spring Boot {@code spring.reactor.context-propagation=auto}, with
 * {@code io.micrometer:context-propagation} on the class path.
 */
public final class ReactorFollower implements ResultFollower {
    @Override
    public @Nullable Object follow(Class<?> declared, Object result, Items items) {
        Context context = items.context();
        if (result instanceof Mono<?> mono && declared.isAssignableFrom(Mono.class)) {
            return mono.doOnNext(items::only)
                    .doOnSuccess(value -> items.end(null))
                    .doOnError(items::end)
                    .doOnCancel(() -> items.end(null))
                    .contextWrite(reactor -> reactor.put(OpenTelemetryContext.KEY, context));
        }
        if (result instanceof Flux<?> flux && declared.isAssignableFrom(Flux.class)) {
            return flux.doOnNext(items::add)
                    .doOnComplete(() -> items.end(null))
                    .doOnError(items::end)
                    .doOnCancel(() -> items.end(null))
                    .contextWrite(reactor -> reactor.put(OpenTelemetryContext.KEY, context));
        }
        return null;
    }
}
