package dev.spoor.cli.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A clock and a pen: starts and ends spans at times of the past, one step after the other, with OpenTelemetry's attributes
 * for generative AI. One thread.
 */
final class Run {
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Tracer tracer;
    private long nowNanos;
    private int started;

    Run(Tracer tracer) {
        this.tracer = tracer;
    }

    /** An open span, and the context in which its children begin. */
    record Open(Span span, Context context) {}

    int started() {
        return started;
    }

    /** Begins a trace so many minutes ago. */
    Open root(String operation, String name, int minutesAgo) {
        nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - TimeUnit.MINUTES.toNanos(minutesAgo);
        started++;
        Open open = open(Context.root(), operation, operation + " " + name, SpanKind.INTERNAL);
        open.span.setAttribute("gen_ai.agent.name", name);
        return open;
    }

    Open agent(Open parent, String name) {
        Open open = open(parent.context, "invoke_agent", "invoke_agent " + name, SpanKind.INTERNAL);
        open.span.setAttribute("gen_ai.agent.name", name);
        return open;
    }

    private Open open(Context parent, String operation, String name, SpanKind kind) {
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setStartTimestamp(nowNanos, TimeUnit.NANOSECONDS)
                .setAttribute("gen_ai.operation.name", operation);
        Span span = builder.startSpan();
        return new Open(span, parent.with(span));
    }

    void pass(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void end(Open open) {
        open.span.end(nowNanos, TimeUnit.NANOSECONDS);
    }

    /** What a model call is asked, answers and uses. */
    record Call(
            String provider,
            String model,
            Messages input,
            Messages output,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            long reasoningTokens,
            String finishReason) {}

    void chat(Open parent, Call call, long millis, long firstTokenMillis) {
        Open open = open(parent.context, "chat", "chat " + call.model, SpanKind.CLIENT);
        open.span.setAllAttributes(Attributes.builder()
                .put("gen_ai.provider.name", call.provider)
                .put("gen_ai.request.model", call.model)
                .put("gen_ai.response.model", call.model + "-2026-08-01")
                .put("gen_ai.request.temperature", 0.2)
                .put("gen_ai.request.max_tokens", 2048)
                .put("gen_ai.input.messages", call.input.json())
                .put("gen_ai.output.messages", call.output.json())
                .put("gen_ai.usage.input_tokens", call.inputTokens)
                .put("gen_ai.usage.cache_read.input_tokens", call.cachedTokens)
                .put("gen_ai.usage.output_tokens", call.outputTokens)
                .put("gen_ai.usage.reasoning.output_tokens", call.reasoningTokens)
                .put(FINISH_REASONS, List.of(call.finishReason))
                .build());
        if (firstTokenMillis > 0) {
            open.span.setAttribute("gen_ai.request.stream", true);
            open.span.setAttribute("gen_ai.response.time_to_first_chunk", firstTokenMillis / 1000.0);
        }
        pass(millis);
        end(open);
    }

    Open tool(Open parent, String name, String callId, String arguments) {
        Open open = open(parent.context, "execute_tool", "execute_tool " + name, SpanKind.INTERNAL);
        open.span.setAttribute("gen_ai.tool.name", name);
        open.span.setAttribute("gen_ai.tool.type", "function");
        open.span.setAttribute("gen_ai.tool.call.id", callId);
        open.span.setAttribute("gen_ai.tool.call.arguments", arguments);
        return open;
    }

    void tool(Open parent, String name, String callId, String arguments, String result, long millis) {
        Open open = tool(parent, name, callId, arguments);
        open.span.setAttribute("gen_ai.tool.call.result", result);
        pass(millis);
        end(open);
    }

    void retrieve(Open parent, String source, String query, String documents, long millis) {
        Open open = open(parent.context, "retrieval", "retrieval " + source, SpanKind.CLIENT);
        open.span.setAttribute("gen_ai.data_source.id", source);
        open.span.setAttribute("gen_ai.retrieval.query.text", query);
        open.span.setAttribute("gen_ai.retrieval.documents", documents);
        pass(millis);
        end(open);
    }

    void embed(Open parent, String model, long tokens, long millis) {
        Open open = open(parent.context, "embeddings", "embeddings " + model, SpanKind.CLIENT);
        open.span.setAttribute("gen_ai.provider.name", "openai");
        open.span.setAttribute("gen_ai.request.model", model);
        open.span.setAttribute("gen_ai.usage.input_tokens", tokens);
        open.span.setAttribute("gen_ai.embeddings.dimension.count", 1536);
        pass(millis);
        end(open);
    }

    void fail(Open open, RuntimeException error) {
        open.span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
        open.span.setAttribute("error.type", error.getClass().getName());
        open.span.recordException(error);
        end(open);
    }
}
