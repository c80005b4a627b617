package dev.spoor.sdk;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Has the tracer make a span that nobody sees before the application makes any. With a tracer's first span OpenTelemetry
 * makes the counters of its own telemetry, under a lock; when a thousand virtual threads meet there, some of them wait
 * until all others have given up their turn, which was ten seconds on a busy machine.
 */
final class FirstSpan implements Sampler {
    private final Sampler sampler;
    private final SamplingResult first;
    private volatile boolean over;

    /** @param unseen whether there is no processor that would be told of a span that is not sampled */
    FirstSpan(Sampler sampler, boolean unseen) {
        this.sampler = sampler;
        // A span that is dropped makes only one of the two counters.
        this.first = unseen ? SamplingResult.recordOnly() : SamplingResult.drop();
    }

    void make(Tracer tracer) {
        tracer.spanBuilder("first").setNoParent().startSpan().end();
        over = true;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return over ? sampler.shouldSample(parent, traceId, name, kind, attributes, links) : first;
    }

    @Override
    public String getDescription() {
        return sampler.getDescription();
    }
}
